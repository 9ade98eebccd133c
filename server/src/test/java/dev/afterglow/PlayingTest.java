package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmOrder;
import dev.afterglow.client.FilmTask;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a film's link is worth to whoever gets it: to programs, and to people with a browser. */
final class PlayingTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  @TempDir static Path data;
  private static RunningServer server;
  private static URI link;

  @BeforeAll
  static void makeAFilm() throws IOException {
    server = RunningServer.start(data);
    try (FilmClient client = new FilmClient(server.address(), RunningServer.KEY, "en")) {
      String id =
          client.submit(new FilmOrder("sora-2", "fog", 4, "720p", "16:9", Optional.empty()), "fog");
      FilmTask task = client.task(id);
      while (!task.status().ended()) {
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos()); // as a client polls
        task = client.task(id);
      }
      link = task.film().orElseThrow();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void linkNeedsNoKeyAndServesRanges() throws Exception {
    HttpResponse<byte[]> whole = get(Map.of());
    assertEquals(200, whole.statusCode());
    assertEquals("video/mp4", whole.headers().firstValue("Content-Type").orElseThrow());
    HttpResponse<byte[]> part = get(Map.of("Range", "bytes=4-7"));
    assertEquals(206, part.statusCode());
    assertEquals("ftyp", new String(part.body(), StandardCharsets.US_ASCII));
    assertEquals(
        "bytes 4-7/" + whole.body().length,
        part.headers().firstValue("Content-Range").orElseThrow());
  }

  @Test
  void linkThatWasChangedIsUnknown() throws Exception {
    URI forged = URI.create(link.toString().replaceAll("e=(\\d)", "e=9$1"));
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(forged).build(), BodyHandlers.ofByteArray());
    assertEquals(404, answer.statusCode());
  }

  @Test
  void pageOfAnotherOriginPlaysTheFilm() {
    inBrowser(page -> {
      page.setContent(
          "<video id=film muted autoplay crossorigin=anonymous src='%s'></video>".formatted(link));
      assertPlays(page);
    });
  }

  /** The browser makes a page of its own around it, to which the film's policy applies. */
  @Test
  void linkPlaysByItself() {
    inBrowser(page -> {
      page.navigate(link.toString());
      page.evaluate(
          "() => { const v = document.querySelector('video'); v.muted = true; v.play() }");
      assertPlays(page);
    });
  }

  private static void inBrowser(Consumer<Page> look) {
    try (Page page = chromium.browser().newPage()) {
      page.setDefaultTimeout(Chromium.PATIENCE.toMillis());
      look.accept(page);
    }
  }

  /** Asks again and again: inside a film's own, sandboxed page nothing can be made to wait. */
  private static void assertPlays(Page page) {
    for (int look = 0; look < 600 && seconds(page, "currentTime") < 0.5; look++) {
      page.waitForTimeout(100);
    }
    assertTrue(seconds(page, "currentTime") >= 0.5, "the film stands still");
    assertEquals(1280, page.evaluate("document.querySelector('video').videoWidth"));
    assertEquals(4.0, seconds(page, "duration"), 0.1);
    assertEquals(true, page.evaluate("document.querySelector('video').error === null"));
  }

  private static double seconds(Page page, String property) {
    Object value = page.evaluate("document.querySelector('video')." + property);
    return ((Number) value).doubleValue();
  }

  private static HttpResponse<byte[]> get(Map<String, String> fields) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(link);
    fields.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
  }
}
