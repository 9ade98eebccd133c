package dev.afterglow.videos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.http.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link plays in a real browser: opened by itself, and inside a page of another origin. */
@Tag("slow")
class PlayingTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final String TASK = "task_01K8SGYNNNVBQTXNR4MM964S7K";
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path folder;

  @Test
  void linkPlaysByItselfAndInAnotherOriginsPage() throws IOException {
    assumeTrue(Files.isExecutable(CHROMIUM), "needs Debian's chromium");
    VideoStore store = VideoStore.open(folder.resolve("videos"));
    try (InputStream film = PlayingTest.class.getResourceAsStream("../media/headers/first.mp4")) {
      assertNotNull(film);
      store.keep(TASK, Files.write(store.stage(TASK), film.readAllBytes()));
    }
    LinkKeys keys = LinkKeys.open(folder.resolve("keys"), new SecureRandom());
    Links links = new Links(keys, InstantSource.fixed(NOW));
    String target = links.link(TASK, NOW.plusSeconds(60));
    try (TestServer films =
            TestServer.open(new VideoRoutes(store, links).routes().toArray(Route[]::new));
        TestServer site = TestServer.open(page(films.uri(target).toString()));
        Playwright playwright =
            Playwright.create(
                new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(headless())) {
      assertPlays(browser, films.uri(target).toString());
      assertPlays(browser, site.uri("/").toString());
    }
  }

  private static void assertPlays(Browser browser, String address) {
    try (Page page = browser.newPage()) {
      page.navigate(address);
      page.evaluate(
          "() => { const v = document.querySelector('video'); v.muted = true; v.play() }");
      // The film's own page is sandboxed, so that nothing can be made to wait inside it.
      for (int look = 0; look < 100 && !playing(page); look++) {
        page.waitForTimeout(100);
      }
      assertTrue(playing(page), address);
      assertEquals(64, page.evaluate("() => document.querySelector('video').videoWidth"));
    }
  }

  private static boolean playing(Page page) {
    return (boolean) page.evaluate("() => document.querySelector('video').currentTime > 0.1");
  }

  /** A page that shows a film across origins, as a canvas could use it. */
  private static Route page(String film) {
    String html = "<!doctype html><video crossorigin src=\"" + film.replace("&", "&amp;") + "\">";
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    return new Route(
        Method.GET,
        "/",
        Access.OPEN,
        _ ->
            Answer.bytes("text/html; charset=utf-8", bytes)
                .with("Content-Security-Policy", "media-src *"));
  }

  private static LaunchOptions headless() {
    return new LaunchOptions()
        .setExecutablePath(CHROMIUM)
        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run"));
  }
}
