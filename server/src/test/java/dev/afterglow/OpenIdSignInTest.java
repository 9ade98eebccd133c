package dev.afterglow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.config.Environment;
import dev.afterglow.openid.ScriptedIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in to a whole server with a provider, as browsers and those who cheat them do it. */
final class OpenIdSignInTest {
  @TempDir Path folder;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private ScriptedIssuer provider;
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    provider = ScriptedIssuer.start();
    serve(Map.of());
    order("owner", "create", "Mia", "--email", "mia@example.com");
  }

  private void serve(Map<String, String> more) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>(more);
    settings.put("openid.issuer", provider.name());
    settings.put("openid.client-id", ScriptedIssuer.CLIENT);
    settings.put("openid.client-secret", ScriptedIssuer.SECRET);
    settings.put("openid.name", "Example");
    Environment real = Environment.real();
    server =
        RunningServer.start(
            folder.resolve("data"),
            settings,
            new Environment(
                () -> Instant.now().plus(ahead.get()),
                System::nanoTime,
                new SecureRandom(),
                real.environment(),
                folder));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    provider.close();
  }

  private void order(String... words) {
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run(words), shell.err());
  }

  /** A browser that keeps its cookies and does not follow redirects by itself. */
  private final class Browser {
    private final HttpClient http = HttpClient.newHttpClient();
    final Map<String, String> cookies = new LinkedHashMap<>();
    String origin = server.address().toString();

    HttpResponse<String> get(String path) throws Exception {
      return send(HttpRequest.newBuilder(URI.create(server.address() + path)).GET());
    }

    HttpResponse<String> post(String path, String... fields) throws Exception {
      List<String> pairs = new ArrayList<>();
      for (int i = 0; i < fields.length; i += 2) {
        pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], UTF_8));
      }
      return send(
          HttpRequest.newBuilder(URI.create(server.address() + path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Origin", origin)
              .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
      List<String> sent = new ArrayList<>();
      cookies.forEach((name, value) -> sent.add(name + "=" + value));
      if (!sent.isEmpty()) {
        request.header("Cookie", String.join("; ", sent));
      }
      request.header("Accept-Language", "en");
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      for (String set : answer.headers().allValues("Set-Cookie")) {
        String[] pair = set.replaceFirst(";.*", "").split("=", 2);
        if (set.contains("Max-Age=0")) {
          cookies.remove(pair[0]);
        } else {
          cookies.put(pair[0], pair[1]);
        }
      }
      return answer;
    }

    /** Goes to the provider's page. */
    String begin(String next) throws Exception {
      HttpResponse<String> sent =
          get("/console/openid/start?next=" + URLEncoder.encode(next, UTF_8));
      assertEquals(303, sent.statusCode(), sent.body());
      return location(sent);
    }

    /** Comes back from there with what the provider gave along. */
    HttpResponse<String> comeBack(String back) throws Exception {
      String query = URI.create(back).getRawQuery();
      HttpResponse<String> page = get("/console/openid?" + query);
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("data-at-once"), page.body());
      Map<String, String> sent = new LinkedHashMap<>();
      for (String pair : query.split("&", -1)) {
        String[] parts = pair.split("=", 2);
        sent.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
      }
      return post("/console/openid", "code", sent.get("code"), "state", sent.get("state"));
    }
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void ownerComesInAndGoesWhereSheWanted() throws Exception {
    Browser browser = new Browser();
    String page = browser.get("/console/keys").headers().firstValue("Location").orElseThrow();
    assertTrue(browser.get(page).body().contains("Sign in with Example"));
    HttpResponse<String> in =
        browser.comeBack(provider.agreed(browser.begin("/console/keys?new=1"), "mia"));
    assertEquals(303, in.statusCode(), in.body());
    assertEquals("/console/keys?new=1", location(in));
    assertEquals(200, browser.get("/console/keys").statusCode());
    assertFalse(browser.cookies.containsKey("afterglow_openid"), "it is used up");
    in.headers()
        .allValues("Set-Cookie")
        .forEach(set ->
            assertTrue(set.contains("; HttpOnly") && set.contains("; SameSite=Strict"), set));
  }

  @Test
  void nobodyIsSentToAnotherSiteAfterwards() throws Exception {
    for (String wish :
        List.of("https://evil.example/", "//evil.example", "/\\evil.example", "/x")) {
      Browser browser = new Browser();
      HttpResponse<String> in = browser.comeBack(provider.agreed(browser.begin(wish), "mia"));
      assertEquals("/console/play", location(in), wish);
    }
  }

  @Test
  void answerToAnotherBrowsersSignInIsRefused() throws Exception {
    Browser attacker = new Browser();
    String back = provider.agreed(attacker.begin(""), "mallory");
    Browser victim = new Browser();
    assertEquals(403, victim.comeBack(back).statusCode(), "without a sign-in of her own");
    victim.begin("");
    HttpResponse<String> with = victim.comeBack(back);
    assertEquals(403, with.statusCode());
    assertTrue(with.body().contains("begun in another browser"), with.body());
    assertFalse(victim.cookies.containsKey("afterglow_session"));
    assertEquals(
        0, provider.upstream().requests("POST /token").size(), "the provider is not even asked");
  }

  @Test
  void formOfAnotherSiteEndsNoSignIn() throws Exception {
    Browser browser = new Browser();
    String back = provider.agreed(browser.begin(""), "mia");
    browser.origin = "https://evil.example";
    assertEquals(403, browser.comeBack(back).statusCode());
    browser.origin = server.address().toString();
    assertEquals(303, browser.comeBack(back).statusCode());
  }

  @Test
  void signInThatTakesTooLongIsOver() throws Exception {
    Browser browser = new Browser();
    String back = provider.agreed(browser.begin(""), "mia");
    ahead.set(Duration.ofMinutes(11));
    assertEquals(403, browser.comeBack(back).statusCode());
  }

  @Test
  void answerWorksOnce() throws Exception {
    Browser browser = new Browser();
    String back = provider.agreed(browser.begin(""), "mia");
    Map<String, String> kept = Map.copyOf(browser.cookies);
    assertEquals(303, browser.comeBack(back).statusCode());
    Browser thief = new Browser();
    thief.cookies.putAll(kept);
    assertEquals(503, thief.comeBack(back).statusCode(), "the provider refuses the code");
  }

  @Test
  void sessionThatTheBrowserBroughtEndsAndANewOneBegins() throws Exception {
    Browser browser = new Browser();
    browser.comeBack(provider.agreed(browser.begin(""), "mia"));
    String before = browser.cookies.get("afterglow_session");
    browser.comeBack(provider.agreed(browser.begin(""), "mia"));
    assertNotEquals(before, browser.cookies.get("afterglow_session"));
    Browser old = new Browser();
    old.cookies.put("afterglow_session", before);
    assertEquals(303, old.get("/console/play").statusCode());
    Browser fixed = new Browser();
    fixed.cookies.put("afterglow_session", "A".repeat(43));
    fixed.comeBack(provider.agreed(fixed.begin(""), "mia"));
    assertNotEquals("A".repeat(43), fixed.cookies.get("afterglow_session"));
  }

  @Test
  void strangersAndThoseWithoutAVerifiedAddressStayOut() throws Exception {
    Browser stranger = new Browser();
    HttpResponse<String> refused =
        stranger.comeBack(provider.agreed(stranger.begin(""), "somebody"));
    assertEquals(403, refused.statusCode());
    assertTrue(refused.body().contains("has no account here"), refused.body());
    provider.telling(said -> said.claim("email_verified", false));
    Browser mia = new Browser();
    HttpResponse<String> unverified = mia.comeBack(provider.agreed(mia.begin(""), "mia"));
    assertEquals(403, unverified.statusCode());
    assertTrue(unverified.body().contains("has not verified"), unverified.body());
    assertFalse(mia.cookies.containsKey("afterglow_session"));
    provider.telling(said -> said.audience("another"));
    assertEquals(403, mia.comeBack(provider.agreed(mia.begin(""), "mia")).statusCode());
  }

  @Test
  void personWhoGetsAnAddressAfterSomebodyElseDoesNotGetTheAccount() throws Exception {
    Browser mia = new Browser();
    assertEquals(303, mia.comeBack(provider.agreed(mia.begin(""), "mia")).statusCode());
    provider.telling(said -> said.subject("the next mia"));
    Browser next = new Browser();
    assertEquals(403, next.comeBack(provider.agreed(next.begin(""), "mia")).statusCode());
  }

  @Test
  void disabledOwnerStaysOut() throws Exception {
    order("owner", "disable", "Mia");
    Browser mia = new Browser();
    assertEquals(403, mia.comeBack(provider.agreed(mia.begin(""), "mia")).statusCode());
  }

  @Test
  void whoeverComesFirstGetsAnOwnerWhereTheOperatorAllowsIt() throws Exception {
    server.close();
    serve(Map.of("openid.domains", "example.com", "openid.sign-up", "true"));
    Browser browser = new Browser();
    HttpResponse<String> in = browser.comeBack(provider.agreed(browser.begin(""), "new"));
    assertEquals(303, in.statusCode(), in.body());
    assertTrue(browser.get("/console/account").body().contains("new@example.com"));
    assertEquals(404, browser.get("/console/admin").statusCode(), "as a member");
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run("owner", "list", "--json"), shell.err());
    assertTrue(shell.out().contains("new@example.com"));
  }

  @Test
  void providerThatIsDownOrSaysNoIsTold() throws Exception {
    Browser browser = new Browser();
    assertEquals(403, browser.get("/console/openid?error=access_denied&state=x").statusCode());
    provider.close();
    HttpResponse<String> down = browser.get("/console/openid/start");
    assertEquals(503, down.statusCode());
    assertTrue(down.body().contains("gives no usable answer"), down.body());
  }
}
