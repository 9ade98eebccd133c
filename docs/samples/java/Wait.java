import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The JDK reads no JSON by itself: a program of yours has a library for that. */
public class Wait {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    String task = ask(args[0]);
    while (member(task, "status").matches("pending|processing")) {
      task = ask(args[0]);
    }
    if (!member(task, "status").equals("completed")) {
      throw new IllegalStateException(task);
    }
    var film = HttpRequest.newBuilder(URI.create(member(task, "url"))).build();
    int status = HTTP.send(film, BodyHandlers.ofFile(Path.of("film.mp4"))).statusCode();
    if (status != 200) {
      throw new IllegalStateException("no film: " + status);
    }
  }

  private static String ask(String id) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:8080/v1/tasks/" + id + "?wait=30"))
            .header("Authorization", "Bearer " + System.getenv("AFTERGLOW_KEY"))
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    System.out.println(member(answer.body(), "status"));
    return answer.body();
  }

  private static String member(String json, String name) {
    var found = Pattern.compile("\"" + name + "\":\\[?\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }
}
