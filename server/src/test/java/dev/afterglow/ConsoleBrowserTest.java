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
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.afterglow.openid.ScriptedIssuer;
import dev.afterglow.tasks.Task;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console in a real browser: what a person does there without a line of code, at every width
 * and in both languages, with nothing that axe finds fault with, no error and no request to another
 * host.
 */
final class ConsoleBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** For a browser that starts, and a film that is drawn, on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final List<String> PAGES =
      List.of(
          "/",
          "/console/play",
          "/console/play?task={task}",
          "/console/tasks",
          "/console/tasks/{task}",
          "/console/keys",
          "/console/keys?new=1",
          "/console/usage",
          "/console/account",
          "/console/admin",
          "/console/admin/owners",
          "/console/admin/owners?new=1",
          "/console/admin/prices",
          "/console/admin/audit",
          "/console/admin?try=preview",
          "/console/admin/settings",
          "/console/admin/webhooks",
          "/console/admin/margin",
          "/console/usage?by=engine&of=films",
          "/console/nothing/here");

  /** A page with everything that it needs but films, compressed as it is sent. */
  private static final int MOST_BYTES = 100_000;

  /** A picture of 600 by 400, dropped or pasted as a browser does it. */
  private static final String PICTURE =
      """
      async (how) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 600, height: 400 });
        const pen = canvas.getContext('2d');
        pen.fillStyle = '#d26030';
        pen.fillRect(100, 100, 400, 200);
        const bytes = await new Promise((done) => canvas.toBlob(done, 'image/png'));
        const data = new DataTransfer();
        data.items.add(new File([bytes], how + '.png', { type: 'image/png' }));
        const options = { bubbles: true, cancelable: true, dataTransfer: data, clipboardData: data };
        if (how === 'drop') document.querySelector('.drop').dispatchEvent(new DragEvent('drop', options));
        else document.dispatchEvent(new ClipboardEvent('paste', options));
      }
      """;

  @TempDir static Path folder;
  private static RunningServer server;
  private static ScriptedIssuer provider;
  private static Playwright playwright;
  private static Browser browser;

  /** A task that has ended, for pages about one. */
  private static String task;

  private final List<String> faults = new ArrayList<>();

  @BeforeAll
  static void open() throws Exception {
    boolean required = Boolean.getBoolean("browser.required");
    assumeTrue(required || Files.isExecutable(CHROMIUM), "there is no browser here");
    provider = ScriptedIssuer.start("localhost").agreeing("mia");
    server =
        RunningServer.start(
            folder.resolve("data"),
            Map.of(
                "limits.open-per-address",
                "1000000",
                "openid.issuer",
                provider.name(),
                "openid.client-id",
                ScriptedIssuer.CLIENT,
                "openid.client-secret",
                ScriptedIssuer.SECRET,
                "openid.name",
                "Example"));
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run("owner", "create", "Mia", "--email", "mia@example.com"), shell.err());
    task = cancelledTask();
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(FLAGS)
                    .setTimeout(PATIENCE.toMillis()));
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
      playwright.close();
    }
    if (server != null) {
      server.close();
      provider.close();
    }
  }

  private static String cancelledTask() throws Exception {
    ConsoleVisitor visitor = new ConsoleVisitor(server.address());
    visitor.post("/console/enter", "token", link().replaceFirst(".*token=", ""));
    String id =
        visitor
            .submit(
                "/console/play",
                "/console/play",
                "prompt",
                "<img src=x onerror=hit()>瀑布",
                "model",
                "sora-2")
            .headers()
            .firstValue("Location")
            .orElseThrow()
            .replaceFirst(".*=", "");
    visitor.submit("/console/play", "/console/tasks/" + id + "/cancel");
    return id;
  }

  @ParameterizedTest
  @CsvSource({
    "0,360,en,LIGHT",
    "1,768,en,DARK",
    "0,1440,en,LIGHT",
    "1,360,zh-CN,DARK",
    "0,768,zh-CN,LIGHT",
    "1,1440,zh-CN,DARK"
  })
  void everyPageIsSoundAtEveryWidthInBothLanguages(
      int half, int width, String locale, ColorScheme scheme) {
    try (BrowserContext context = context(width, locale, scheme)) {
      Page page = watched(context);
      page.navigate(server.address() + "/console/sign-in");
      examine(page, "/console/sign-in");
      enter(page);
      for (int i = half; i < PAGES.size(); i += 2) { // every page at every width, in turns
        String address = PAGES.get(i).replace("{task}", task);
        page.navigate(server.address() + address);
        examine(page, address);
        assertEquals(locale, page.getAttribute("html", "lang"), address);
        weigh(page, address);
      }
      faults.removeIf(fault -> fault.contains("/console/nothing/here"));
      faults.removeIf(fault -> fault.contains("status of 404")); // the page that is not there
      assertEquals(List.of(), faults);
    }
  }

  @Test
  void oneClickOnTheLinkAndAFilmPlaysWithoutALineOfCode() {
    try (BrowserContext context = context(1440, "en", ColorScheme.LIGHT)) {
      Page page = watched(context);
      enter(page);
      page.fill("#prompt", "fog");
      page.click("label.choice:has(#ratio-9-16)");
      page.waitForCondition(() -> page.textContent("#samples").contains("9:16"));
      assertEquals("$0.40", page.textContent("#price output"));
      page.click(".ask button");
      page.waitForSelector("#stage .running");
      page.waitForSelector("#stage video");
      page.evaluate(
          "() => { const v = document.querySelector('#stage video'); v.muted = true; v.play() }");
      page.waitForCondition(() -> seconds(page) > 0.3);
      assertEquals(720, page.evaluate("document.querySelector('#stage video').videoWidth"));
      page.waitForSelector("#takes a[aria-current] img");
      examine(page, "the film");
      assertEquals(List.of(), faults);
    }
  }

  /** Two films, of which the second waits for the first: what is ahead is told as it changes. */
  @Test
  void placeInTheQueueIsToldAsItChanges() {
    try (BrowserContext context = context(768, "en", ColorScheme.LIGHT)) {
      Page page = watched(context);
      enter(page);
      page.fill("#prompt", "first");
      page.click(".ask button");
      page.waitForSelector("#stage .running");
      String first = page.url();
      page.navigate(server.address() + "/console/play?prompt=second");
      page.click(".ask button");
      page.waitForSelector("#stage .percent:has-text('ahead of yours')");
      examine(page, "a place in the queue");
      Page other = watched(context);
      other.navigate(first);
      cancel(other);
      page.waitForSelector("#stage [role=progressbar]");
      page.waitForSelector("#said:has-text('Drawing')", hidden());
      cancel(page);
      assertEquals(List.of(), faults);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "paste"})
  void pictureThatIsDroppedOrPastedIsShownWithItsCropAndBeginsTheFilm(String how) {
    try (BrowserContext context = context(1440, "en", ColorScheme.LIGHT)) {
      Page page = watched(context);
      enter(page);
      page.fill("#prompt", "a picture that moves");
      page.evaluate(PICTURE, how);
      page.waitForSelector(".drop svg.crop .frame[width='600']");
      assertEquals("337.5", page.getAttribute(".crop .frame", "height"));
      page.click("label.choice:has(#ratio-9-16)");
      page.waitForSelector(".drop svg.crop .frame[width='225']");
      assertEquals(how + ".png", page.textContent(".drop b"));
      examine(page, "a picture");
      page.click(".ask button");
      page.waitForURL("**/console/play?task=*");
      String id = page.url().replaceFirst(".*task=", "");
      String owner = server.server().accounts().owner("local").orElseThrow().id();
      Task made = server.server().tasks().find(owner, id).orElseThrow();
      assertTrue(made.picture().isPresent());
      cancel(page);
      assertEquals(List.of(), faults);
    }
  }

  @Test
  void ownerSignsInWithAProviderOfAnotherSite() {
    try (BrowserContext context = context(1440, "en", ColorScheme.LIGHT)) {
      Page page = watched(context);
      page.navigate(server.address() + "/console/keys");
      examine(page, "the way in");
      page.click("text=Sign in with Example");
      page.waitForURL(server.address() + "/console/keys");
      assertTrue(page.textContent(".owner .name").startsWith("Mia"));
      page.navigate(server.address() + "/console/usage");
      assertEquals(200, page.reload().status(), "the session stays");
      faults.removeIf(fault -> fault.contains(provider.name()));
      assertEquals(List.of(), faults);
    }
  }

  /** The engine that is built in makes one for nothing; the page asks all the same. */
  @Test
  void operatorTriesAnEngineAndDecidesBefore() {
    try (BrowserContext context = context(1440, "en", ColorScheme.DARK)) {
      Page page = watched(context);
      enter(page);
      page.navigate(server.address() + "/console/admin");
      page.click("#engine-preview >> text=Try");
      page.waitForSelector("dialog[open] >> text=costs $0.00");
      examine(page, "a trial");
      page.click("dialog button.primary");
      page.waitForSelector(
          "#engine-preview .status.processing, #engine-preview a:has-text('Watch')");
      page.waitForSelector("#engine-preview a:has-text('Watch')");
      examine(page, "a trial that was made");
      page.click("#engine-preview button:has-text('Ask')");
      page.waitForSelector("text=preview is there");
      assertEquals(List.of(), faults);
    }
  }

  private static void cancel(Page page) {
    page.click("#cancel");
    page.waitForSelector("#stage .end-word");
  }

  /** For what is told to those who do not see. */
  private static Page.WaitForSelectorOptions hidden() {
    return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);
  }

  @Test
  void keyIsMadeInADialogThatEscapeCloses() {
    try (BrowserContext context = context(768, "en", ColorScheme.DARK)) {
      Page page = watched(context);
      enter(page);
      page.navigate(server.address() + "/console/keys");
      page.click("text=Create key");
      page.waitForSelector("dialog[open] #name");
      assertTrue((Boolean) page.evaluate("document.querySelector('dialog').matches(':modal')"));
      page.keyboard().press("Escape");
      page.waitForURL(server.address() + "/console/keys");
      page.click("text=Create key");
      page.fill("#name", "from a browser");
      page.click("dialog button.primary");
      assertTrue(page.textContent("#secret").startsWith("sk-"));
      examine(page, "a key once");
      page.click("text=I have stored it");
      page.waitForSelector("text=from a browser");
      assertEquals(0, page.locator("#secret").count());
      assertEquals(List.of(), faults);
    }
  }

  @Test
  void languageAndThemeAreChosenFromTheMenuAndStay() {
    try (BrowserContext context = context(1440, "en", ColorScheme.LIGHT)) {
      Page page = watched(context);
      page.navigate(server.address() + "/");
      page.click(".menu summary");
      page.click("button[value=dark]");
      page.waitForSelector("html[data-theme=dark]");
      page.click(".menu summary");
      page.click("button[value=zh]");
      page.waitForSelector("html[lang=zh-CN]");
      page.navigate(server.address() + "/console/sign-in");
      assertEquals("dark", page.getAttribute("html", "data-theme"));
      assertEquals("zh-CN", page.getAttribute("html", "lang"));
      assertEquals(List.of(), faults);
    }
  }

  private static BrowserContext context(int width, String locale, ColorScheme scheme) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, width < 500 ? 800 : 1000)
            .setLocale(locale)
            .setColorScheme(scheme));
  }

  /** A page whose every fault is noted. */
  private Page watched(BrowserContext context) {
    context.setDefaultTimeout(PATIENCE.toMillis());
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        faults.add(page.url() + ": " + message.text());
      }
    });
    page.onPageError(error -> faults.add(page.url() + ": " + error));
    page.onRequest(request -> {
      boolean ours =
          request.url().startsWith(server.address().toString())
              || request.url().startsWith("blob:")
              || request.url().startsWith("about:");
      if (!ours) {
        faults.add(page.url() + " asks " + request.url());
      }
    });
    return page;
  }

  /** How many bytes a page and all that it needs are, without films. */
  private void weigh(Page page, String where) {
    Object bytes =
        page.evaluate(
            """
            () => [...performance.getEntriesByType('navigation'),
                   ...performance.getEntriesByType('resource')]
              .filter((one) => !one.name.includes('.mp4'))
              .reduce((sum, one) => sum + one.encodedBodySize, 0)
            """);
    if (((Number) bytes).intValue() > MOST_BYTES) {
      faults.add(where + ": weighs " + bytes + " bytes");
    }
  }

  private static double seconds(Page page) {
    Object value = page.evaluate("document.querySelector('#stage video').currentTime");
    return ((Number) value).doubleValue();
  }

  private static void enter(Page page) {
    page.navigate(link());
    page.waitForURL("**/console/play");
  }

  /** What axe finds, and whether the page itself scrolls to the side. */
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
    boolean wide =
        (Boolean)
            page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth");
    if (wide) {
      faults.add(where + ": scrolls to the side");
    }
  }

  private static String link() {
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run("console", "--json"), shell.err());
    return JsonMapper.shared().readTree(shell.out()).path("link").asString();
  }
}
