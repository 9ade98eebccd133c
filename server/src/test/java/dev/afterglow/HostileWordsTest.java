package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A console in which every name, prompt and reason is hostile, looked at by an operator who follows
 * every link: new pages and new places of old ones are looked at without being named here.
 */
final class HostileWordsTest {
  private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'</script><script>alert(2)";
  private static final String QUERY = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8);
  private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(/console[^\"#]*)");

  /** No page has this unless it shows hostile words as they are. */
  private static final List<String> RUNS = List.of("<img src=x", "<img/src=x", "<script>alert");

  private static final int MOST_PAGES = 400;

  @TempDir static Path folder;
  private static RunningServer server;
  private static ConsoleVisitor visitor;

  @BeforeAll
  static void writeHostileWordsEverywhere() throws Exception {
    server =
        RunningServer.start(
            folder.resolve("data"),
            Map.of(
                "limits.open-per-address",
                "1000000",
                "webhooks.allowed-networks",
                "127.0.0.0/8",
                "webhooks.allowed-ports",
                "9"));
    order("owner", "create", HOSTILE, "--email", "\"'><script>alert(3)</script>@x.example");
    String owner = order("owner", "list").path("owners").get(1).path("id").asString();
    String form = "/console/admin/owners/" + owner + "/role";
    signedIn("local").submit("/console/admin/owners", form, "role", "operator");
    String dense = HOSTILE.replace(' ', '/');
    order("credit", "add", owner, "--usd", "5", "--reason", HOSTILE, "--reference", dense);
    order("webhook", "add", owner, "http://127.0.0.1:9/?x=" + QUERY, "--name", HOSTILE);
    visitor = signedIn(HOSTILE);
    visitor.submit(
        "/console/keys", "/console/keys", "name", HOSTILE, "models", "sora-2", "ends", "");
    HttpResponse<String> film =
        visitor.submit("/console/play", "/console/play", "prompt", HOSTILE, "model", "sora-2");
    String task = film.headers().firstValue("Location").orElseThrow().replaceFirst(".*=", "");
    visitor.submit("/console/play", "/console/tasks/" + task + "/cancel");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void noPageThatIsLinkedRunsThem() throws Exception {
    Map<String, String> seen = new HashMap<>();
    Deque<String> open =
        new ArrayDeque<>(
            List.of(
                "/",
                "/console/play?prompt=" + QUERY,
                "/console/tasks?q=" + QUERY,
                "/console/tasks?status=" + QUERY,
                "/console/usage?by=" + QUERY,
                "/console/usage?by=key",
                "/console/admin?try=" + QUERY,
                "/console/admin/webhooks?state=" + QUERY,
                "/docs/search?q=" + QUERY));
    while (!open.isEmpty() && seen.size() < MOST_PAGES) {
      String path = open.poll();
      if (!seen.containsKey(path)) {
        HttpResponse<String> page = visitor.get(path);
        seen.put(path, page.body());
        if (page.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
          assertHarmless(page, path);
          linked(page.body()).forEach(open::add);
        }
      }
    }
    assertTrue(seen.size() > 40, seen.keySet()::toString);
    long showing = seen.values().stream().filter(body -> body.contains("onerror=alert(1)")).count();
    assertTrue(showing > 20, () -> showing + " of " + seen.keySet());
  }

  @Test
  void noAnswerToAFormRunsThem() throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    ConsoleVisitor stranger = new ConsoleVisitor(server.address());
    answers.add(stranger.post("/console/sign-in", "email", HOSTILE, "password", HOSTILE));
    answers.add(stranger.post("/console/enter", "token", HOSTILE));
    answers.add(stranger.get("/console/sign-in?next=" + QUERY));
    answers.add(stranger.get("/console/enter?token=" + QUERY));
    answers.add(
        stranger.get("/console/enter?" + URI.create(link(HOSTILE)).getRawQuery())); // by its owner
    answers.add(
        visitor.submit(
            "/console/keys", "/console/keys", "name", HOSTILE, "models", HOSTILE, "ends", HOSTILE));
    answers.add(
        visitor.submit("/console/play", "/console/play", "prompt", HOSTILE, "model", HOSTILE));
    answers.add(
        visitor.submit(
            "/console/play", "/console/play/price", "prompt", HOSTILE, "model", HOSTILE));
    answers.add(
        visitor.submit(
            "/console/account", "/console/account", "email", HOSTILE, "password", HOSTILE));
    answers.add(visitor.submit("/console/usage", "/console/usage/redeem", "code", HOSTILE));
    answers.add(
        visitor.submit(
            "/console/admin/owners", "/console/admin/owners", "name", HOSTILE, "email", HOSTILE));
    answers.add(
        visitor.submit(
            "/console/admin/prices",
            "/console/admin/prices",
            "model",
            HOSTILE,
            "resolution",
            HOSTILE,
            "usd",
            HOSTILE));
    for (HttpResponse<String> answer : answers) {
      assertHarmless(answer, answer.request().uri().toString());
    }
  }

  /** Nor may any of them be shown inside another site's page. */
  private static void assertHarmless(HttpResponse<String> page, String where) {
    for (String mark : RUNS) {
      assertFalse(page.body().contains(mark), () -> where + " runs it: " + page.body());
    }
    if (!page.body().isEmpty()) {
      String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(policy.contains("frame-ancestors 'none'"), where);
      assertTrue(policy.contains("script-src 'self';"), where);
      assertEquals(Optional.of("DENY"), page.headers().firstValue("X-Frame-Options"), where);
    }
  }

  private static List<String> linked(String body) {
    Matcher link = LINK.matcher(body);
    List<String> found = new ArrayList<>();
    while (link.find()) {
      found.add(link.group(1).replace("&amp;", "&"));
    }
    return found;
  }

  private static ConsoleVisitor signedIn(String owner) throws Exception {
    ConsoleVisitor entering = new ConsoleVisitor(server.address());
    String token = URI.create(link(owner)).getRawQuery().replaceFirst("token=", "");
    assertEquals(303, entering.post("/console/enter", "token", token).statusCode());
    return entering;
  }

  private static String link(String owner) {
    return order("console", "--owner", owner).path("link").asString();
  }

  private static JsonNode order(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run(all.toArray(String[]::new)), shell.err());
    return JsonMapper.shared().readTree(shell.out());
  }
}
