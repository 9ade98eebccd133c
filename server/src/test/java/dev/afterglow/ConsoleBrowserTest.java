package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.afterglow.openid.ScriptedIssuer;
import dev.afterglow.tasks.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
  @RegisterExtension static final Chromium chromium = new Chromium();

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

  /** A task that has ended, for pages about one. */
  private static String task;

  @BeforeAll
  static void open() throws Exception {
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
  }

  @AfterAll
  static void close() throws Exception {
    server.close();
    provider.close();
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
    try (Visit visit = visit(width, locale, scheme)) {
      Page page = visit.page();
      page.navigate(server.address() + "/console/sign-in");
      visit.examine(page, "/console/sign-in");
      enter(page);
      for (int i = half; i < PAGES.size(); i += 2) { // every page at every width, in turns
        String address = PAGES.get(i).replace("{task}", task);
        page.navigate(server.address() + address);
        visit.examine(page, address);
        assertEquals(locale, page.getAttribute("html", "lang"), address);
        visit.weigh(page, address);
      }
      visit.excuse("/console/nothing/here");
      visit.excuse("status of 404"); // the page that is not there
      visit.assertSound();
    }
  }

  @Test
  void oneClickOnTheLinkAndAFilmPlaysWithoutALineOfCode() {
    try (Visit visit = visit(1440, "en", ColorScheme.LIGHT)) {
      Page page = visit.page();
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
      page.waitForCondition(() -> page.locator("#running .count").count() == 0);
      visit.examine(page, "the film");
      download(page);
      newVersions(page, page.url());
      visit.assertSound();
    }
  }

  private static void download(Page page) {
    Download download = page.waitForDownload(() -> page.click("#stage a:has-text('Download')"));
    assertEquals(page.url().replaceFirst(".*=", "") + ".mp4", download.suggestedFilename());
    assertEquals(Optional.empty(), Optional.ofNullable(download.failure()));
    assertTrue(download.path().toFile().length() > 10_000);
  }

  /** What can be made of a film, each ordered and cancelled. */
  private static void newVersions(Page page, String film) {
    page.click("#stage a:has-text('Remix')");
    page.waitForSelector("text=A remix: the same model");
    assertTrue(page.isDisabled("#ratio-16-9"), "it stays as it is held");
    assertEquals("fog", page.inputValue("#prompt"));
    page.fill("#prompt", "fog over a lake");
    generateAndCancel(page);

    page.navigate(film);
    page.click("#stage a:has-text('Extend')");
    page.waitForSelector("text=An extension");
    page.click("label.choice:has(#length-8)");
    page.waitForCondition(() -> page.textContent("#price output").equals("$0.80"));
    generateAndCancel(page);

    page.navigate(film);
    page.click("#stage button:has-text('Vary')");
    page.waitForCondition(() -> !page.url().equals(film));
    cancel(page);
    page.click("#stage a:has-text('Again')");
    page.waitForURL("**/console/play?again=*");
    assertEquals("fog", page.inputValue("#prompt"));
  }

  private static void generateAndCancel(Page page) {
    page.click(".ask button");
    page.waitForURL("**/console/play?task=*");
    cancel(page);
  }

  /** Two films, of which the second waits for the first: what is ahead is told as it changes. */
  @Test
  void placeInTheQueueIsToldAsItChanges() {
    try (Visit visit = visit(768, "en", ColorScheme.LIGHT)) {
      Page page = visit.page();
      enter(page);
      page.fill("#prompt", "first");
      page.click(".ask button");
      page.waitForSelector("#stage .running");
      String first = page.url();
      page.navigate(server.address() + "/console/play?prompt=second");
      page.click(".ask button");
      page.waitForSelector("#stage .percent:has-text('ahead of yours')");
      visit.examine(page, "a place in the queue");
      Page other = visit.page();
      other.navigate(first);
      cancel(other);
      page.waitForSelector("#stage [role=progressbar]");
      page.waitForSelector("#said:has-text('Drawing')", hidden());
      cancel(page);
      visit.assertSound();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "paste"})
  void pictureThatIsDroppedOrPastedIsShownWithItsCropAndBeginsTheFilm(String how) {
    try (Visit visit = visit(1440, "en", ColorScheme.LIGHT)) {
      Page page = visit.page();
      enter(page);
      page.fill("#prompt", "a picture that moves");
      page.evaluate(PICTURE, how);
      page.waitForSelector(".drop svg.crop .frame[width='600']");
      assertEquals("337.5", page.getAttribute(".crop .frame", "height"));
      page.click("label.choice:has(#ratio-9-16)");
      page.waitForSelector(".drop svg.crop .frame[width='225']");
      assertEquals(how + ".png", page.textContent(".drop b"));
      visit.examine(page, "a picture");
      page.click(".ask button");
      page.waitForURL("**/console/play?task=*");
      String id = page.url().replaceFirst(".*task=", "");
      String owner = server.server().accounts().owner("local").orElseThrow().id();
      Task made = server.server().tasks().find(owner, id).orElseThrow();
      assertTrue(made.picture().isPresent());
      cancel(page);
      visit.assertSound();
    }
  }

  @Test
  void ownerSignsInWithAProviderOfAnotherSite() {
    try (Visit visit = visit(1440, "en", ColorScheme.LIGHT)) {
      Page page = visit.page();
      page.navigate(server.address() + "/console/keys");
      visit.examine(page, "the way in");
      page.click("text=Sign in with Example");
      page.waitForURL(server.address() + "/console/keys");
      assertTrue(page.textContent(".owner .name").startsWith("Mia"));
      page.navigate(server.address() + "/console/usage");
      assertEquals(200, page.reload().status(), "the session stays");
      visit.excuse(provider.name());
      visit.assertSound();
    }
  }

  /** The engine that is built in makes one for nothing; the page asks all the same. */
  @Test
  void operatorTriesAnEngineAndDecidesBefore() {
    try (Visit visit = visit(1440, "en", ColorScheme.DARK)) {
      Page page = visit.page();
      enter(page);
      page.navigate(server.address() + "/console/admin");
      page.click("#engine-preview >> text=Try");
      page.waitForSelector("dialog[open] >> text=costs $0.00");
      visit.examine(page, "a trial");
      page.click("dialog button.primary");
      page.waitForSelector(
          "#engine-preview .status.processing, #engine-preview a:has-text('Watch')");
      page.waitForSelector("#engine-preview a:has-text('Watch')");
      visit.examine(page, "a trial that was made");
      page.click("#engine-preview button:has-text('Ask')");
      page.waitForSelector("text=preview is there");
      visit.assertSound();
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
    try (Visit visit = visit(768, "en", ColorScheme.DARK)) {
      Page page = visit.page();
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
      visit.examine(page, "a key once");
      page.click("text=I have stored it");
      page.waitForSelector("text=from a browser");
      assertEquals(0, page.locator("#secret").count());
      visit.assertSound();
    }
  }

  @Test
  void languageAndThemeAreChosenFromTheMenuAndStay() {
    try (Visit visit = visit(1440, "en", ColorScheme.LIGHT)) {
      Page page = visit.page();
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
      visit.assertSound();
    }
  }

  private static Visit visit(int width, String locale, ColorScheme scheme) {
    return chromium.visit(server.address(), width, locale, scheme);
  }

  private static double seconds(Page page) {
    Object value = page.evaluate("document.querySelector('#stage video').currentTime");
    return ((Number) value).doubleValue();
  }

  private static void enter(Page page) {
    page.navigate(link());
    page.waitForURL("**/console/play");
  }

  private static String link() {
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run("console", "--json"), shell.err());
    return JsonMapper.shared().readTree(shell.out()).path("link").asString();
  }
}
