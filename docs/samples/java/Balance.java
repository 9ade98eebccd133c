import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

public class Balance {
  public static void main(String[] args) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:8080/v1/balance"))
            .header("Authorization", "Bearer " + System.getenv("AFTERGLOW_KEY"))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    System.out.println(answer.body());
  }
}
