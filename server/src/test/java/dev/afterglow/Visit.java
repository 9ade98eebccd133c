package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One visitor's browser, which notes every fault of the pages it sees: what the console complains
 * of, what axe finds, pages that scroll to the side, that are heavy, or that ask another host.
 */
final class Visit implements AutoCloseable {
  /** A page with everything that it needs but films, compressed as it is sent. */
  private static final int MOST_BYTES = 100_000;

  private static final String AXE = axe();

  /** Frames there are none of, and what passes nobody reads: half of the time. */
  private static final String EXAMINE =
      """
      async ([tags, without]) => {
        const looked = without ? { exclude: [without] } : document;
        const found = await axe.run(looked, { runOnly: tags, resultTypes: ['violations'], iframes: false });
        const faults = found.violations.map(one =>
          `${one.id} ${one.nodes[0].html} ${one.nodes[0].failureSummary}`);
        const { scrollWidth, clientWidth } = document.documentElement;
        if (scrollWidth > clientWidth) faults.push('scrolls to the side');
        return faults;
      }
      """;

  private static final List<String> TAGS =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private static final String WEIGH =
      """
      () => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter(one => !one.name.includes('.mp4'))
        .reduce((sum, one) => sum + one.encodedBodySize, 0)
      """;

  private final URI server;
  private final BrowserContext context;
  private final List<String> faults = new ArrayList<>();

  Visit(URI server, BrowserContext context) {
    this.server = server;
    this.context = context;
    context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
  }

  /** A new page, whose every fault is noted. */
  Page page() {
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        faults.add(page.url() + ": " + message.text());
      }
    });
    page.onPageError(error -> faults.add(page.url() + ": " + error));
    page.onRequest(request -> {
      String url = request.url();
      if (!url.startsWith(server.toString())
          && !url.startsWith("blob:")
          && !url.startsWith("about:")) {
        faults.add(page.url() + " asks " + url);
      }
    });
    return page;
  }

  /** What axe finds on a page as it stands, and whether it scrolls to the side. */
  void examine(Page page, String where) {
    examine(page, where, "");
  }

  /**
   * The same without a part of the page, whose kind is looked at elsewhere.
   *
   * @param without a selector; empty text for the whole page
   */
  void examine(Page page, String where, String without) {
    page.evaluate(AXE);
    for (Object fault : (List<?>) page.evaluate(EXAMINE, List.of(TAGS, without))) {
      faults.add(where + ": " + fault);
    }
  }

  /** Whether a page and all that it needs, without films, are light enough. */
  void weigh(Page page, String where) {
    int bytes = ((Number) page.evaluate(WEIGH)).intValue();
    if (bytes > MOST_BYTES) {
      faults.add(where + ": weighs " + bytes + " bytes");
    }
  }

  /** Takes back the faults that a test provokes: those with this in their text. */
  void excuse(String part) {
    faults.removeIf(fault -> fault.contains(part));
  }

  /** Fails if anything was noted. */
  void assertSound() {
    assertEquals(List.of(), faults);
  }

  @Override
  public void close() {
    context.close();
  }

  private static String axe() {
    try (InputStream script = Visit.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
