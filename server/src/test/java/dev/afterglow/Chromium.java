package dev.afterglow;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One real browser for all tests of this process: it starts for the first test that asks for it,
 * and ends with the last one. Where there is none, such tests are skipped, unless {@code
 * browser.required} says that there has to be one.
 */
final class Chromium implements BeforeAllCallback {
  /** For a browser that starts, and a film that is drawn, on a busy machine. */
  static final Duration PATIENCE = Duration.ofMinutes(6);

  private static final Path PROGRAM = Path.of("/usr/bin/chromium");

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--autoplay-policy=no-user-gesture-required");

  private Optional<ExtensionContext> process = Optional.empty();

  @Override
  public void beforeAll(ExtensionContext context) {
    process = Optional.of(context.getRoot());
  }

  /** The browser, for tests that need no {@link Visit}. */
  Browser browser() {
    boolean required = Boolean.getBoolean("browser.required");
    assumeTrue(required || Files.isExecutable(PROGRAM), "there is no browser here");
    return process
        .orElseThrow()
        .getStore(ExtensionContext.Namespace.create(Chromium.class))
        .computeIfAbsent(Running.class, _ -> Running.start(), Running.class)
        .browser();
  }

  /**
   * A visitor with cookies of his own.
   *
   * @param server what he visits
   * @param width of his window
   * @param locale such as {@code zh-CN}
   */
  Visit visit(URI server, int width, String locale, ColorScheme scheme) {
    return visit(
        server,
        new Browser.NewContextOptions()
            .setViewportSize(width, width < 500 ? 800 : 1000)
            .setLocale(locale)
            .setColorScheme(scheme));
  }

  /** A visitor of another kind. */
  Visit visit(URI server, Browser.NewContextOptions kind) {
    return new Visit(server, browser().newContext(kind));
  }

  private record Running(Playwright playwright, Browser browser) implements AutoCloseable {
    static Running start() {
      Playwright playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
      Browser browser =
          playwright
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(PROGRAM)
                      .setArgs(FLAGS)
                      .setTimeout(PATIENCE.toMillis()));
      return new Running(playwright, browser);
    }

    @Override
    public void close() {
      browser.close();
      playwright.close();
    }
  }
}
