import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

public class Create {
  public static void main(String[] args) throws Exception {
    String body =
        """
        {
          "model": "sora-2",
          "prompt": "瀑布倾泻而下形成彩虹",
          "duration": 8,
          "resolution": "720p",
          "aspect_ratio": "16:9"
        }
        """;
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:8080/v1/videos/generations"))
            .header("Authorization", "Bearer " + System.getenv("AFTERGLOW_KEY"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    System.out.println(answer.body());
  }
}
