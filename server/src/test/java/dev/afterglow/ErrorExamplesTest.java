package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The page about errors shows what a server answers. */
final class ErrorExamplesTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\\n(\\{\"error\":.*?)```");

  @TempDir Path data;

  @Test
  void theRefusalOnThePageIsTheOneThatIsAnswered() throws Exception {
    try (RunningServer server = RunningServer.start(data, Map.of("bootstrap.credit", "0.35"));
        HttpClient http = HttpClient.newHttpClient()) {
      for (String language : new String[] {"en", "zh"}) {
        URI create = URI.create(server.address() + "/v1/videos/generations?language=" + language);
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(create)
                    .header("Authorization", "Bearer " + RunningServer.KEY)
                    .header("Content-Type", "application/json")
                    .POST(
                        BodyPublishers.ofString(
                            "{\"model\": \"sora-2\", \"prompt\": \"snow\", \"duration\": 4}"))
                    .build(),
                BodyHandlers.ofString());
        String page = "docs/errors" + (language.equals("zh") ? ".zh-CN" : "") + ".md";
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of(page)));
        assertEquals(true, example.find(), page);
        assertEquals(withoutId(answer.body()), withoutId(example.group(1)), page);
      }
    }
  }

  private static JsonNode withoutId(String json) {
    JsonNode tree = JsonMapper.shared().readTree(json);
    ((ObjectNode) tree.path("error")).remove("request_id");
    return tree;
  }
}
