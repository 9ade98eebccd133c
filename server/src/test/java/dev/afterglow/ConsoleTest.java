package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.http.Access;
import dev.afterglow.http.Method;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The console over real HTTP: who gets in, and what nobody can make a person's browser do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)";

  /** Forms of people who are not signed in: there is no session whose token they could have. */
  private static final Set<String> OPEN_FORMS =
      Set.of("/display", "/console/sign-in", "/console/enter");

  private Path folder;
  private RunningServer server;

  /** Where the server and the commands of a folder have their database; empty for SQLite. */
  Optional<String> database(Path folder) {
    return Optional.empty();
  }

  private RunningServer start(Path folder, Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    database(folder).ifPresent(address -> settings.put("database", address));
    return RunningServer.start(folder.resolve("data"), settings);
  }

  @BeforeAll
  void open(@TempDir Path ofAll) throws IOException {
    folder = ofAll;
    server = start(folder, Map.of("limits.open-per-address", "1000000", "events.heartbeat", "1s"));
    order("owner", "create", "Mia");
    order("owner", "create", "Ben");
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void linkSignsInOnceAndOnlyByPost() throws Exception {
    String path = link("local");
    ConsoleVisitor visitor = visitor();
    assertTrue(visitor.get(path).body().contains("Sign in as local"));
    assertTrue(visitor.get(path).body().contains("Sign in as local"), "looking uses it up");
    assertEquals(303, visitor.get("/console/play").statusCode());
    HttpResponse<String> entered = visitor.post("/console/enter", "token", token(path));
    assertEquals("/console/play", entered.headers().firstValue("Location").orElseThrow());
    assertEquals(200, visitor.get("/console/play").statusCode());
    assertEquals(410, visitor().post("/console/enter", "token", token(path)).statusCode());
    assertEquals(410, visitor().get(path).statusCode());
  }

  @Test
  void sessionCookieIsKeptFromScriptsAndOtherSites() throws Exception {
    String path = link("local");
    String cookie =
        visitor()
            .post("/console/enter", "token", token(path))
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    assertTrue(cookie.contains("; HttpOnly"), cookie);
    assertTrue(cookie.contains("; SameSite=Strict"), cookie);
    assertFalse(cookie.contains("Secure"), "without TLS the browser would not send it");
  }

  @Test
  void behindTlsTheCookieIsBoundToItAndToThisHost(@TempDir Path other) throws Exception {
    try (RunningServer behind =
        start(other, Map.of("server.public-url", "https://films.example.org"))) {
      String path = link(other, "local");
      ConsoleVisitor visitor = new ConsoleVisitor(behind.address());
      visitor.from(Optional.of("https://films.example.org"));
      String cookie =
          visitor
              .post("/console/enter", "token", token(path))
              .headers()
              .firstValue("Set-Cookie")
              .orElseThrow();
      assertTrue(cookie.startsWith("__Host-afterglow_session="), cookie);
      assertTrue(cookie.contains("; Secure"), cookie);
    }
  }

  @Test
  void signingInBeginsUnderANewTokenAndEndsWhatTheBrowserBrought() throws Exception {
    ConsoleVisitor first = signedIn("Mia");
    String brought = first.cookie();
    ConsoleVisitor victim = visitor().withCookie(brought);
    victim.post("/console/enter", "token", token(link("Ben")));
    assertNotEquals(brought, victim.cookie());
    assertEquals(303, visitor().withCookie(brought).get("/console/play").statusCode());
    ConsoleVisitor made = visitor().withCookie("afterglow_session=" + "A".repeat(43));
    made.post("/console/enter", "token", token(link("Ben")));
    assertNotEquals("afterglow_session=" + "A".repeat(43), made.cookie());
  }

  @Test
  void stageIsToldAsItChangesUntilTheSessionEnds() throws Exception {
    ConsoleVisitor local = signedIn("local");
    List<String> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) { // the second one waits for the first
      HttpResponse<String> film =
          local.submit("/console/play", "/console/play", "prompt", "a\nb", "model", "sora-2");
      tasks.add(film.headers().firstValue("Location").orElseThrow().replaceFirst(".*=", ""));
    }
    try (BufferedReader events = local.events("/console/tasks/" + tasks.get(1))) {
      assertEquals("retry: 2000", events.readLine());
      assertEquals("", events.readLine());
      assertEquals("event: stage", events.readLine());
      assertTrue(events.readLine().startsWith("data: "));
      local.submit("/console/play", "/console/tasks/" + tasks.get(1) + "/cancel");
      String rest = events.lines().reduce("", (all, line) -> all + line + "\n");
      assertTrue(rest.contains("data-said=\"Cancelled\""), rest);
    }
    try (BufferedReader events = local.events("/console/tasks/" + tasks.get(0))) {
      assertEquals("retry: 2000", events.readLine());
      local.submit("/console/play", "/console/sign-out");
      String rest = events.lines().reduce("", (all, line) -> all + line + "\n");
      assertFalse(rest.contains("<video"), "it is told to nobody who has left");
    }
    ConsoleVisitor again = signedIn("local");
    again.submit("/console/play", "/console/tasks/" + tasks.get(0) + "/cancel");
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    ConsoleVisitor visitor = signedIn("Mia");
    String cookie = visitor.cookie();
    assertEquals(303, visitor.submit("/console/keys", "/console/sign-out").statusCode());
    assertEquals(303, visitor().withCookie(cookie).get("/console/play").statusCode());
  }

  @Test
  void formOfAnotherSiteIsRefused() throws Exception {
    ConsoleVisitor visitor = signedIn("Mia");
    String csrf = visitor.csrf("/console/keys");
    String[] form = {"name", "stolen", "models", "sora-2", "ends", "", "csrf", csrf};
    for (Optional<String> origin :
        List.of(
            Optional.of("https://evil.example"),
            Optional.of("null"),
            Optional.of(server.address() + ".evil.example"),
            Optional.<String>empty())) {
      visitor.from(origin);
      assertEquals(403, visitor.post("/console/keys", form).statusCode(), origin.toString());
    }
    visitor.from(Optional.of(server.address().toString()));
    assertFalse(visitor.get("/console/keys").body().contains("stolen"));
  }

  /** Every form there is, so that none can be added without its defence. */
  @Test
  void everyFormWantsOneOfOurPagesAndTheSessionsToken() throws Exception {
    ConsoleVisitor visitor = signedIn("local");
    String csrf = visitor.csrf("/console/keys");
    String other = signedIn("Ben").csrf("/console/keys");
    List<String> forms =
        server.server().routes().stream()
            .filter(route -> route.access() == Access.OPEN && route.method() == Method.POST)
            .map(route -> route.path().toString())
            .toList();
    assertTrue(forms.size() > 20, forms::toString);
    for (String form : forms) {
      String path = form.replaceAll("\\{[a-z]+}", "x");
      for (Optional<String> origin :
          List.of(
              Optional.of("https://evil.example"), Optional.of("null"), Optional.<String>empty())) {
        visitor.from(origin);
        assertEquals(403, visitor.post(path, "csrf", csrf).statusCode(), path + origin);
      }
      visitor.from(Optional.of(server.address().toString()));
      if (!OPEN_FORMS.contains(form)) {
        for (String wrong : List.of("", "x", other)) {
          assertEquals(403, visitor.post(path, "csrf", wrong).statusCode(), path);
        }
      }
    }
    assertEquals(200, visitor.get("/console/keys").statusCode(), "nobody was signed out");
  }

  @Test
  void formWithoutTheSessionsTokenIsRefused() throws Exception {
    ConsoleVisitor visitor = signedIn("Mia");
    String other = signedIn("Ben").csrf("/console/keys");
    for (String csrf : List.of("", "x", other)) {
      HttpResponse<String> answer =
          visitor.post(
              "/console/keys", "name", "stolen", "models", "sora-2", "ends", "", "csrf", csrf);
      assertEquals(403, answer.statusCode());
    }
    assertFalse(visitor.get("/console/keys").body().contains("stolen"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/sign-in", "/console/keys", "/console/nothing/there"})
  void pageMayNotBeFramedNorRunForeignCode(String path) throws Exception {
    HttpResponse<String> answer = signedIn("Mia").get(path);
    String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    if (answer.statusCode() != 303) {
      assertEquals("DENY", answer.headers().firstValue("X-Frame-Options").orElseThrow());
    }
    if (answer.statusCode() == 200) {
      assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/console/../../x\r\nSet-Cookie: a=b",
        "evil"
      })
  void formsSendNobodyToAnotherSite(String wish) throws Exception {
    HttpResponse<String> chosen = visitor().post("/display", "theme", "dark", "back", wish);
    assertEquals("/", chosen.headers().firstValue("Location").orElseThrow());
    ConsoleVisitor visitor = signedIn("Mia");
    HttpResponse<String> asked =
        visitor.get(
            "/console/sign-in?next="
                + java.net.URLEncoder.encode(wish, java.nio.charset.StandardCharsets.UTF_8));
    assertEquals("/console/play", asked.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> stopped =
        visitor.submit("/console/keys", "/console/tasks/cancel", "back", wish);
    assertEquals("/console/tasks", stopped.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void linkAndCancelledFilmLeadToPagesOfOursToo() throws Exception {
    ConsoleVisitor local = signedIn("local");
    String wish = "//evil.example";
    HttpResponse<String> film =
        local.submit("/console/play", "/console/play", "prompt", "rain", "model", "sora-2");
    String task = film.headers().firstValue("Location").orElseThrow().replaceFirst(".*=", "");
    HttpResponse<String> stopped =
        local.submit("/console/play", "/console/tasks/" + task + "/cancel", "back", wish);
    assertEquals("/console/tasks/" + task, stopped.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> entered =
        visitor().post("/console/enter", "token", token(link("Mia")), "next", wish);
    assertEquals("/console/play", entered.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void whatPeopleWriteIsShownAsText() throws Exception {
    ConsoleVisitor visitor = signedIn("local");
    HttpResponse<String> made =
        visitor.submit(
            "/console/keys", "/console/keys", "name", HOSTILE, "models", "sora-2", "ends", "");
    assertEquals(200, made.statusCode());
    HttpResponse<String> film =
        visitor.submit("/console/play", "/console/play", "prompt", HOSTILE, "model", "sora-2");
    assertEquals(303, film.statusCode());
    String task = film.headers().firstValue("Location").orElseThrow().replaceFirst(".*=", "");
    visitor.submit("/console/play", "/console/tasks/" + task + "/cancel");
    List<String> pages =
        new ArrayList<>(
            List.of(
                "/console/keys",
                "/console/tasks",
                "/console/tasks?q=onerror",
                "/console/tasks/" + task,
                "/console/tasks/" + task + "/stage",
                "/console/tasks/" + task + "/events",
                "/console/play?task=" + task,
                "/console/play/takes",
                "/console/play?again=" + task,
                "/console/admin/audit"));
    for (String page : pages) {
      String body = visitor.get(page).body();
      assertTrue(body.contains("onerror=alert(1)"), () -> page + " does not show it");
      assertFalse(body.contains("<img src=x"), () -> page + " runs it");
      assertFalse(body.contains("<script>alert"), () -> page + " runs it");
      assertFalse(body.contains("\"'</script>"), () -> page + " runs it");
    }
    String echoed = visitor.get("/console/tasks?q=%22%3E%3Cscript%3Ealert(3)%3C/script%3E").body();
    assertFalse(echoed.contains("<script>alert(3)"));
  }

  @Test
  void sessionOpensNothingOfTheApiAndKeyNothingOfTheConsole() throws Exception {
    ConsoleVisitor visitor = signedIn("local");
    assertEquals(401, visitor.get("/v1/balance").statusCode());
    String token = visitor.cookie().replaceFirst(".*=", "");
    assertEquals(401, server.get("/v1/balance", token).statusCode());
    String task = "task_01K8SGYNNNVBQTXNR4MM964S7K";
    assertEquals(401, visitor.get("/v1/tasks/" + task + "/events").statusCode());
    assertEquals(
        303, server.get("/console/tasks/" + task + "/events", RunningServer.KEY).statusCode());
    assertEquals(303, server.get("/console/keys", RunningServer.KEY).statusCode());
    ConsoleVisitor withKey = visitor().withCookie("afterglow_session=" + RunningServer.KEY);
    assertEquals(303, withKey.get("/console/keys").statusCode());
  }

  @Test
  void memberFindsNoPageOfTheOperator() throws Exception {
    ConsoleVisitor mia = signedIn("Mia");
    String mine = mia.csrf("/console/keys");
    for (String path :
        List.of(
            "",
            "/owners",
            "/prices",
            "/audit",
            "/settings",
            "/webhooks",
            "/margin",
            "/engines/preview")) {
      assertEquals(404, mia.get("/console/admin" + path).statusCode());
    }
    assertEquals(
        404, mia.post("/console/admin/codes", "usd", "5", "count", "1", "csrf", mine).statusCode());
    String owner = order("owner", "list").path("owners").get(1).path("id").asString();
    List<String> forms =
        server.server().routes().stream()
            .filter(route -> route.method() == Method.POST)
            .map(route -> route.path().toString())
            .filter(path -> path.startsWith("/console/admin"))
            .toList();
    assertTrue(forms.size() > 10, forms::toString);
    for (String form : forms) { // about things that are there, so that only the role is missing
      String path = form.replace("{owner}", owner).replace("{engine}", "preview");
      assertEquals(
          404, mia.post(path.replaceAll("\\{[a-z]+}", "x"), "csrf", mine).statusCode(), form);
    }
    assertFalse(mia.get("/console/keys").body().contains("/console/admin"));
    assertEquals(200, signedIn("local").get("/console/admin/owners").statusCode());
  }

  @Test
  void othersThingsAreNotThere() throws Exception {
    ConsoleVisitor local = signedIn("local");
    HttpResponse<String> film =
        local.submit("/console/play", "/console/play", "prompt", "rain", "model", "sora-2");
    String task = film.headers().firstValue("Location").orElseThrow().replaceFirst(".*=", "");
    ConsoleVisitor mia = signedIn("Mia");
    for (String page :
        List.of(
            "/console/tasks/" + task,
            "/console/tasks/" + task + "/stage",
            "/console/tasks/" + task + "/events",
            "/console/tasks/" + task + "/still",
            "/console/play?task=" + task,
            "/console/play?remix=" + task,
            "/console/play?extend=" + task)) {
      assertEquals(404, mia.get(page).statusCode(), page);
    }
    assertEquals(
        404, mia.submit("/console/keys", "/console/tasks/" + task + "/cancel").statusCode());
    String key = order("key", "list", "--owner", "local").findValue("id").asString();
    assertEquals(404, mia.submit("/console/keys", "/console/keys/" + key + "/revoke").statusCode());
    assertEquals(404, mia.get("/console/keys?revoke=" + key).statusCode());
    local.submit("/console/play", "/console/tasks/" + task + "/cancel");
  }

  @Test
  void keyIsShownOnceAndWorksUntilItIsRotatedAndRevoked() throws Exception {
    ConsoleVisitor visitor = signedIn("local");
    HttpResponse<String> made =
        visitor.submit(
            "/console/keys",
            "/console/keys",
            "name",
            "renderer",
            "models",
            "sora-2",
            "models",
            "sora-2-pro",
            "ends",
            "30",
            "day_cap",
            "20");
    String secret = secret(made);
    assertEquals(200, server.get("/v1/balance", secret).statusCode());
    String list = visitor.get("/console/keys").body();
    assertFalse(list.contains(secret));
    assertTrue(list.contains("just now"), "when it was used");
    String id = id(list, "renderer");
    HttpResponse<String> rotated =
        visitor.submit("/console/keys", "/console/keys/" + id + "/rotate", "overlap", "60");
    assertEquals(200, server.get("/v1/balance", secret(rotated)).statusCode());
    assertEquals(200, server.get("/v1/balance", secret).statusCode(), "both work for an hour");
    visitor.submit("/console/keys", "/console/keys/" + id + "/revoke");
    assertEquals(401, server.get("/v1/balance", secret).statusCode());
  }

  @Test
  void wrongPasswordsGetOneAnswerAndEachTryWaitsLonger() throws Exception {
    ConsoleVisitor ben = signedIn("Ben");
    String password = "a long enough one";
    assertEquals(
        200,
        ben.submit(
                "/console/account",
                "/console/account",
                "email",
                "Ben@Example.org",
                "password",
                password)
            .statusCode());
    HttpResponse<String> right =
        visitor().post("/console/sign-in", "email", "ben@example.org", "password", password);
    assertEquals(303, right.statusCode());
    List<String> answers = new ArrayList<>();
    for (String email : List.of("ben@example.org", "nobody@example.org")) {
      HttpResponse<String> wrong =
          visitor().post("/console/sign-in", "email", email, "password", "not the right one");
      assertEquals(401, wrong.statusCode());
      answers.add(wrong.body().replace(email, ""));
    }
    assertEquals(answers.get(0), answers.get(1));
    for (int i = 0; i < 6; i++) {
      visitor()
          .post("/console/sign-in", "email", "ben@example.org", "password", "not the right one");
    }
    HttpResponse<String> early =
        visitor().post("/console/sign-in", "email", "ben@example.org", "password", password);
    assertEquals(401, early.statusCode(), "even the right one has to wait");
    assertEquals(answers.get(0), early.body().replace("ben@example.org", ""));
  }

  @Test
  void operatorBooksCreditAndItIsWrittenDown() throws Exception {
    ConsoleVisitor local = signedIn("local");
    String owner = order("owner", "list").path("owners").get(1).path("id").asString();
    String form = "/console/admin/owners/" + owner;
    HttpResponse<String> booked =
        local.submit(
            "/console/admin/owners", form + "/credit", "usd", "12.5", "reason", "for the test");
    assertEquals(303, booked.statusCode());
    assertTrue(local.get("/console/admin/owners").body().contains("$12.50"));
    String audit = local.get("/console/admin/audit").body();
    assertTrue(audit.contains("credit.add") && audit.contains("for the test"), audit);
    HttpResponse<String> refused =
        local.submit("/console/admin/owners", form + "/credit", "usd", "-9999", "reason", "x");
    assertEquals(422, refused.statusCode());
    String mine = order("owner", "list").path("owners").get(0).path("id").asString();
    assertEquals(
        403,
        local
            .submit(
                "/console/admin/owners",
                "/console/admin/owners/" + mine + "/role",
                "role",
                "member")
            .statusCode());
  }

  @Test
  void languageAndThemeAreKeptInCookies() throws Exception {
    assertTrue(visitor().get("/").body().contains("<html lang=\"en\">"));
    String chinese = visitor().withCookie("afterglow_language=zh").get("/").body();
    assertTrue(chinese.contains("<html lang=\"zh-CN\">"));
    String dark = visitor().withCookie("afterglow_theme=dark").get("/").body();
    assertTrue(dark.contains("data-theme=\"dark\""));
    String odd = visitor().withCookie("afterglow_theme=\"><script>").get("/").body();
    assertFalse(odd.contains("data-theme"));
  }

  @Test
  void assetsMayBeKeptForEver() throws Exception {
    Matcher css =
        Pattern.compile("/assets/afterglow-[0-9a-f]{12}\\.css").matcher(visitor().get("/").body());
    assertTrue(css.find());
    HttpResponse<String> answer = visitor().get(css.group());
    assertEquals(200, answer.statusCode());
    assertTrue(answer.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"));
    assertTrue(answer.body().startsWith("/* Afterglow"));
  }

  private ConsoleVisitor visitor() {
    return new ConsoleVisitor(server.address());
  }

  private ConsoleVisitor signedIn(String owner) throws Exception {
    ConsoleVisitor visitor = visitor();
    assertEquals(303, visitor.post("/console/enter", "token", token(link(owner))).statusCode());
    return visitor;
  }

  private String link(String owner) {
    return link(folder, owner);
  }

  /** The path of a fresh link. */
  private String link(Path folder, String owner) {
    String link = order(folder, "console", "--owner", owner).path("link").asString();
    URI address = URI.create(link);
    return address.getRawPath() + "?" + address.getRawQuery();
  }

  private static String token(String path) {
    return path.substring(path.indexOf('=') + 1);
  }

  private static String secret(HttpResponse<String> page) {
    Matcher secret = Pattern.compile("id=\"secret\">(sk-[0-9A-Za-z]+)<").matcher(page.body());
    assertTrue(secret.find(), page::body);
    return secret.group(1);
  }

  /** The id of the key with this name, by its links. */
  private static String id(String list, String name) {
    Matcher id =
        Pattern.compile("rotate=(key_[0-9A-Za-z]+)\" aria-label=\"Rotate " + name).matcher(list);
    assertTrue(id.find(), list);
    return id.group(1);
  }

  private tools.jackson.databind.JsonNode order(String... words) {
    return order(folder, words);
  }

  private tools.jackson.databind.JsonNode order(Path folder, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Map<String, String> variables = new HashMap<>();
    database(folder).ifPresent(address -> variables.put("AFTERGLOW_DATABASE", address));
    Shell shell = new Shell(folder, variables);
    assertEquals(0, shell.run(all.toArray(String[]::new)), shell.err());
    return JsonMapper.shared().readTree(shell.out());
  }
}
