package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The documentation in a real browser, at every width and in both languages: nothing that axe finds
 * fault with, no error, no request to another host, nothing that scrolls to the side.
 */
final class DocsBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** Pages with everything that pages are made of; each of the others is looked at once. */
  private static final List<String> EVERYWHERE = List.of("/docs/create", "/docs/search?q=webhook");

  @TempDir static Path folder;
  private static RunningServer server;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> faults = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    boolean required = Boolean.getBoolean("browser.required");
    assumeTrue(required || Files.isExecutable(CHROMIUM), "there is no browser here");
    server =
        RunningServer.start(folder.resolve("data"), Map.of("limits.open-per-address", "1000000"));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run"))
                    .setTimeout(PATIENCE.toMillis()));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
      playwright.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0,360,en,LIGHT",
    "1,768,en,DARK",
    "2,1440,en,LIGHT",
    "3,360,zh-CN,DARK",
    "4,768,zh-CN,LIGHT",
    "5,1440,zh-CN,DARK"
  })
  void pagesAreSoundAtEveryWidthInBothLanguages(
      int sixth, int width, String locale, ColorScheme scheme) {
    try (BrowserContext context = context(width, locale, scheme)) {
      Page page = watched(context);
      page.navigate(server.address() + "/docs");
      List<String> paths = new ArrayList<>(EVERYWHERE);
      List<String> contents = new ArrayList<>(contents(page));
      assertTrue(contents.size() > 40, contents::toString);
      contents.addAll(List.of("/docs", "/docs/nothing"));
      for (int i = sixth; i < contents.size(); i += 6) {
        paths.add(contents.get(i));
      }
      for (String path : paths) {
        page.navigate(server.address() + path);
        examine(page, path);
        assertEquals(locale, page.getAttribute("html", "lang"), path);
      }
      faults.removeIf(fault -> fault.contains("status of 404")); // the page that is not there
      assertEquals(List.of(), faults);
    }
  }

  @Test
  void aLanguageThatWasChosenIsShownOnEveryPage() {
    try (BrowserContext context = context(1440, "en", ColorScheme.LIGHT)) {
      Page page = watched(context);
      page.navigate(server.address() + "/docs/create");
      assertTrue(page.isVisible("pre[data-tab=curl]"));
      page.click("label.tab:has([value=python])");
      assertTrue(page.isVisible("pre[data-tab=python]"));
      page.navigate(server.address() + "/docs/tasks");
      assertTrue(page.isVisible("pre[data-tab=python]"));
      assertEquals(List.of(), faults);
    }
  }

  @Test
  void tabsAndSearchWorkWithoutScript() {
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("en"))) {
      Page page = context.newPage();
      page.setDefaultTimeout(PATIENCE.toMillis());
      page.navigate(server.address() + "/docs/create");
      page.click("label.tab:has([value=go])");
      assertTrue(page.isVisible("pre[data-tab=go]"));
      page.fill(".docs-nav input[name=q]", "idempotency");
      page.press(".docs-nav input[name=q]", "Enter");
      page.waitForURL("**/docs/search?q=idempotency");
      page.click(".hits a >> nth=0");
      assertTrue(page.url().contains("/docs/"), page.url());
    }
  }

  @Test
  void contentsFoldOnPhones() {
    try (BrowserContext context = context(360, "zh-CN", ColorScheme.LIGHT)) {
      Page page = watched(context);
      page.navigate(server.address() + "/docs/errors");
      assertTrue(page.isHidden(".docs-nav nav"));
      page.click(".docs-nav > summary");
      page.click(".docs-nav nav a[href='/docs/keys']");
      page.waitForURL("**/docs/keys");
      assertEquals(List.of(), faults);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> contents(Page page) {
    return (List<String>)
        page.evaluate(
            "[...document.querySelectorAll('.docs-nav nav a')].map(a => a.getAttribute('href'))");
  }

  private static BrowserContext context(int width, String locale, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width < 500 ? 800 : 1000)
                .setLocale(locale)
                .setColorScheme(scheme));
    context.setDefaultTimeout(PATIENCE.toMillis());
    return context;
  }

  /** A page whose every fault is noted. */
  private Page watched(BrowserContext context) {
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        faults.add(page.url() + ": " + message.text());
      }
    });
    page.onPageError(error -> faults.add(page.url() + ": " + error));
    page.onRequest(request -> {
      if (!request.url().startsWith(server.address().toString())) {
        faults.add(page.url() + " asks " + request.url());
      }
    });
    return page;
  }

  private void examine(Page page, String where) {
    new AxeBuilder(page)
        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
        .analyze()
        .getViolations()
        .forEach(violation ->
            faults.add(
                where
                    + ": "
                    + violation.getId()
                    + " "
                    + violation.getNodes().getFirst().getHtml()
                    + " "
                    + violation.getNodes().getFirst().getFailureSummary()));
    if ((Boolean)
        page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth")) {
      faults.add(where + ": scrolls to the side");
    }
  }
}
