package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The documentation in a real browser, at every width and in both languages: nothing that axe finds
 * fault with, no error, no request to another host, nothing that scrolls to the side.
 */
final class DocsBrowserTest {
  @RegisterExtension static final Chromium chromium = new Chromium();

  /**
   * Pages with everything that pages are made of. Each of the others is looked at once, without its
   * code, whose hundreds of coloured words cost the most.
   */
  private static final List<String> EVERYWHERE = List.of("/docs/create", "/docs/search?q=webhook");

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void open() throws Exception {
    server =
        RunningServer.start(folder.resolve("data"), Map.of("limits.open-per-address", "1000000"));
  }

  @AfterAll
  static void close() {
    server.close();
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
    try (Visit visit = visit(width, locale, scheme)) {
      Page page = visit.page();
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
        visit.examine(page, path, EVERYWHERE.contains(path) ? "" : "pre code");
        visit.weigh(page, path);
        assertEquals(locale, page.getAttribute("html", "lang"), path);
      }
      visit.excuse("status of 404"); // the page that is not there
      visit.assertSound();
    }
  }

  @Test
  void aLanguageThatWasChosenIsShownOnEveryPage() {
    try (Visit visit = visit(1440, "en", ColorScheme.LIGHT)) {
      Page page = visit.page();
      page.navigate(server.address() + "/docs/create");
      assertTrue(page.isVisible("pre[data-tab=curl]"));
      page.click("label.tab:has([value=python])");
      assertTrue(page.isVisible("pre[data-tab=python]"));
      page.navigate(server.address() + "/docs/tasks");
      assertTrue(page.isVisible("pre[data-tab=python]"));
      visit.assertSound();
    }
  }

  @Test
  void tabsAndSearchWorkWithoutScript() {
    Browser.NewContextOptions kind =
        new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("en");
    try (Visit visit = chromium.visit(server.address(), kind)) {
      Page page = visit.page();
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
    try (Visit visit = visit(360, "zh-CN", ColorScheme.LIGHT)) {
      Page page = visit.page();
      page.navigate(server.address() + "/docs/errors");
      assertTrue(page.isHidden(".docs-nav nav"));
      page.click(".docs-nav > summary");
      page.click(".docs-nav nav a[href='/docs/keys']");
      page.waitForURL("**/docs/keys");
      visit.assertSound();
    }
  }

  private static Visit visit(int width, String locale, ColorScheme scheme) {
    return chromium.visit(server.address(), width, locale, scheme);
  }

  @SuppressWarnings("unchecked")
  private static List<String> contents(Page page) {
    return (List<String>)
        page.evaluate(
            "[...document.querySelectorAll('.docs-nav nav a')].map(a => a.getAttribute('href'))");
  }
}
