package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A stream of events in a real browser, on a page of another origin. */
final class LiveProgressBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** For a browser that starts, and a film that is drawn, on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** Reads a stream to its end, and tells which events came and the last one's task. */
  private static final String BY_FETCH =
      """
      async ([url, key]) => {
        const answer = await fetch(url, {headers: {Authorization: `Bearer ${key}`, 'Last-Event-ID': 'none'}});
        let text = '';
        for await (const part of answer.body.pipeThrough(new TextDecoderStream())) text += part;
        const events = text.split('\\n\\n').filter(event => event.startsWith('event: '));
        const last = JSON.parse(events.at(-1).split('\\ndata: ')[1]);
        return events.map(event => event.split('\\n')[0].slice(7)).concat(last.status);
      }
      """;

  /** An EventSource has no way to send a key: it learns that it may not, and stays away. */
  private static final String BY_EVENT_SOURCE =
      """
      url => new Promise(done => {
        const source = new EventSource(url);
        source.onopen = () => done('open');
        source.onerror = () => done(source.readyState === EventSource.CLOSED ? 'closed' : 'again');
      })
      """;

  @TempDir Path folder;

  @Test
  void pageOfAnotherOriginFollowsATaskToItsEnd() throws Exception {
    boolean required = Boolean.getBoolean("browser.required");
    assumeTrue(required || Files.isExecutable(CHROMIUM), "there is no browser here");
    try (RunningServer server = RunningServer.start(folder);
        ScriptedUpstream elsewhere = ScriptedUpstream.start();
        Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run"))
                        .setTimeout(PATIENCE.toMillis()))) {
      elsewhere.on("GET /", Reply.status(200));
      String url = server.address() + "/v1/tasks/" + submitted(server) + "/events";
      Page page = browser.newPage();
      page.setDefaultTimeout(PATIENCE.toMillis());
      page.navigate(elsewhere.url() + "/");

      List<?> told = (List<?>) page.evaluate(BY_FETCH, List.of(url, RunningServer.KEY));
      assertEquals("state", told.getFirst());
      assertEquals("completed", told.getLast());
      assertEquals("result", told.get(told.size() - 2));
      assertTrue(told.contains("progress"), told::toString);
      assertEquals("closed", page.evaluate(BY_EVENT_SOURCE, url));
    }
  }

  private static String submitted(RunningServer server) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.address() + "/v1/videos/generations"))
                    .header("Authorization", "Bearer " + RunningServer.KEY)
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"model\": \"sora-2\", \"prompt\": \"snow\", \"duration\": 4}"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return JsonMapper.shared().readTree(answer.body()).at("/data/0/task_id").asString();
  }
}
