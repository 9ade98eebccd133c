package dev.afterglow;

import static dev.afterglow.Visitors.bearer;
import static dev.afterglow.Visitors.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.http.Access;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that the server has, asked by everybody over real HTTP. The routes come from the
 * router itself: one without a line in the table below fails.
 */
final class AccessSweepTest {
  private static final String SAME_ID = "X-Request-Id: sweep\r\n";

  /**
   * Each request is made with the body {@code {}}, and {@code {id}} is a task of Ann's, and so on.
   */
  private static final String EXPECTED =
      """
      ROUTE                                none unknown revoked expired disabled foreign read-only own
      POST /v1/videos/generations           401 401 401 401 403 400 403 400
      GET  /v1/videos/generations/{id}      401 401 401 401 403 404 200 200
      GET  /v1/tasks                        401 401 401 401 403 200 200 200
      GET  /v1/tasks/{id}                   401 401 401 401 403 404 200 200
      GET  /v1/tasks/{id}/events            401 401 401 401 403 404 200 200
      POST /v1/tasks/{id}/cancel            401 401 401 401 403 404 403 200
      GET  /v1/models/{model}               401 401 401 401 403 200 200 200
      GET  /v1/models                       401 401 401 401 403 200 200 200
      GET  /v1/model-schema                 401 401 401 401 403 400 400 400
      GET  /v1/models/{model}/schema        401 401 401 401 403 200 200 200
      GET  /v1/balance                      401 401 401 401 403 200 200 200
      GET  /v1/usage                        401 401 401 401 403 200 200 200
      GET  /v1/user/balance                 401 401 401 401 403 200 200 200
      GET  /balance                         401 401 401 401 403 200 200 200
      GET  /usage                           401 401 401 401 403 200 200 200
      GET  /user/balance                    401 401 401 401 403 200 200 200
      POST /v1/redeem                       401 401 401 401 403 400 403 400
      POST /redeem                          401 401 401 401 403 400 403 400
      POST   /v1/videos                     401 401 401 401 403 400 403 400
      GET    /v1/videos                     401 401 401 401 403 200 200 200
      GET    /v1/videos/{id}                401 401 401 401 403 404 200 200
      DELETE /v1/videos/{id}                401 401 401 401 403 404 403 200
      GET    /v1/videos/{id}/content        401 401 401 401 403 404 404 404
      POST   /v1/videos/{id}/remix          401 401 401 401 403 404 403 400
      POST   /v1/videos/edits               401 401 401 401 403 400 403 400
      POST   /v1/videos/extensions          401 401 401 401 403 400 403 400
      POST   /v1/videos/characters          401 401 401 401 403 400 403 400
      GET    /v1/videos/characters/{id}     401 401 401 401 403 404 404 404
      POST   /v1/video/generations          401 401 401 401 403 400 403 400
      GET    /v1/video/generations/{id}     401 401 401 401 403 404 200 200
      POST   /videos                        401 401 401 401 403 400 403 400
      GET    /videos                        401 401 401 401 403 200 200 200
      GET    /videos/{id}                   401 401 401 401 403 404 200 200
      DELETE /videos/{id}                   401 401 401 401 403 404 403 200
      GET    /videos/{id}/content           401 401 401 401 403 404 404 404
      POST   /videos/{id}/remix             401 401 401 401 403 404 403 400
      POST   /videos/edits                  401 401 401 401 403 400 403 400
      POST   /videos/extensions             401 401 401 401 403 400 403 400
      POST   /videos/characters             401 401 401 401 403 400 403 400
      GET    /videos/characters/{id}        401 401 401 401 403 404 404 404
      POST   /video/generations             401 401 401 401 403 400 403 400
      GET    /video/generations/{id}        401 401 401 401 403 404 200 200
      POST   /v1/files                      401 401 401 401 403 415 403 415
      GET    /v1/files                      401 401 401 401 403 200 200 200
      GET    /v1/files/{id}                 401 401 401 401 403 404 404 404
      DELETE /v1/files/{id}                 401 401 401 401 403 404 403 404
      GET    /v1/files/{id}/content         401 401 401 401 403 404 404 404
      POST   /v1/batches                    401 401 401 401 403 400 403 400
      GET    /v1/batches                    401 401 401 401 403 200 200 200
      GET    /v1/batches/{id}               401 401 401 401 403 404 404 404
      POST   /v1/batches/{id}/cancel        401 401 401 401 403 404 403 404
      POST   /files                         401 401 401 401 403 415 403 415
      GET    /files                         401 401 401 401 403 200 200 200
      GET    /files/{id}                    401 401 401 401 403 404 404 404
      DELETE /files/{id}                    401 401 401 401 403 404 403 404
      GET    /files/{id}/content            401 401 401 401 403 404 404 404
      POST   /batches                       401 401 401 401 403 400 403 400
      GET    /batches                       401 401 401 401 403 200 200 200
      GET    /batches/{id}                  401 401 401 401 403 404 404 404
      POST   /batches/{id}/cancel           401 401 401 401 403 404 403 404
      POST   /v1/webhook_endpoints                           401 401 401 401 403 400 403 400
      GET    /v1/webhook_endpoints                           401 401 401 401 403 200 200 200
      GET    /v1/webhook_endpoints/{webhook}                 401 401 401 401 403 404 200 200
      POST   /v1/webhook_endpoints/{webhook}                 401 401 401 401 403 404 403 200
      DELETE /v1/webhook_endpoints/{webhook}                 401 401 401 401 403 404 403 200
      POST   /v1/webhook_endpoints/{webhook}/rotate_secret   401 401 401 401 403 404 403 200
      POST   /v1/webhook_endpoints/{webhook}/test            401 401 401 401 403 400 403 400
      GET    /v1/webhook_event_types                         401 401 401 401 403 200 200 200
      GET    /v1/webhook_deliveries                          401 401 401 401 403 200 200 200
      GET    /v1/webhook_deliveries/{delivery}               401 401 401 401 403 404 200 200
      POST   /v1/webhook_deliveries/{delivery}/redeliver     401 401 401 401 403 404 403 200
      POST   /webhook_endpoints                              401 401 401 401 403 400 403 400
      GET    /webhook_endpoints                              401 401 401 401 403 200 200 200
      GET    /webhook_endpoints/{webhook}                    401 401 401 401 403 404 200 200
      POST   /webhook_endpoints/{webhook}                    401 401 401 401 403 404 403 200
      DELETE /webhook_endpoints/{webhook}                    401 401 401 401 403 404 403 200
      POST   /webhook_endpoints/{webhook}/rotate_secret      401 401 401 401 403 404 403 200
      POST   /webhook_endpoints/{webhook}/test               401 401 401 401 403 400 403 400
      GET    /webhook_event_types                            401 401 401 401 403 200 200 200
      GET    /webhook_deliveries                             401 401 401 401 403 200 200 200
      GET    /webhook_deliveries/{delivery}                  401 401 401 401 403 404 200 200
      POST   /webhook_deliveries/{delivery}/redeliver        401 401 401 401 403 404 403 200
      POST /v1/uploads/images               401 401 401 401 403 415 403 415
      GET  /v/{film}                        404 404 404 404 404 404 404 404
      GET  /u/{image}                       404 404 404 404 404 404 404 404
      GET  /openapi.json                    200 200 200 200 200 200 200 200
      GET  /openapi.yaml                    200 200 200 200 200 200 200 200
      GET  /healthz                         200 200 200 200 200 200 200 200
      GET  /readyz                          200 200 200 200 200 200 200 200
      GET  /metrics                         401 401 401 401 401 401 401 401
      GET  /                                200 200 200 200 200 200 200 200
      GET  /keys                            303 303 303 303 303 303 303 303
      GET  /assets/{file}                   404 404 404 404 404 404 404 404
      POST /display                         403 403 403 403 403 403 403 403
      GET  /docs                            200 200 200 200 200 200 200 200
      GET  /docs/search                     200 200 200 200 200 200 200 200
      GET  /docs/{page}                     404 404 404 404 404 404 404 404
      GET  /docs/{part}/{page}              404 404 404 404 404 404 404 404
      GET  /llms.txt                        200 200 200 200 200 200 200 200
      GET  /llms-full.txt                   200 200 200 200 200 200 200 200
      GET  /console                         303 303 303 303 303 303 303 303
      GET  /console/{part}                  404 404 404 404 404 404 404 404
      GET  /console/{part}/{page}           404 404 404 404 404 404 404 404
      GET  /console/sign-in                 200 200 200 200 200 200 200 200
      POST /console/sign-in                 403 403 403 403 403 403 403 403
      GET  /console/enter                   410 410 410 410 410 410 410 410
      POST /console/enter                   403 403 403 403 403 403 403 403
      POST /console/sign-out                403 403 403 403 403 403 403 403
      GET  /console/account                 303 303 303 303 303 303 303 303
      POST /console/account                 403 403 403 403 403 403 403 403
      POST /console/account/sessions        403 403 403 403 403 403 403 403
      POST /console/account/unlink          403 403 403 403 403 403 403 403
      GET  /console/play                    303 303 303 303 303 303 303 303
      POST /console/play                    403 403 403 403 403 403 403 403
      POST /console/play/price              403 403 403 403 403 403 403 403
      GET  /console/play/takes                303 303 303 303 303 303 303 303
      POST /console/play/vary                 403 403 403 403 403 403 403 403
      GET  /console/keys                    303 303 303 303 303 303 303 303
      POST /console/keys                    403 403 403 403 403 403 403 403
      POST /console/keys/{key}/rotate       403 403 403 403 403 403 403 403
      POST /console/keys/{key}/revoke       403 403 403 403 403 403 403 403
      GET  /console/tasks                   303 303 303 303 303 303 303 303
      POST /console/tasks/cancel            403 403 403 403 403 403 403 403
      GET  /console/tasks/{task}            303 303 303 303 303 303 303 303
      GET  /console/tasks/{task}/stage      303 303 303 303 303 303 303 303
      GET  /console/tasks/{task}/events       303 303 303 303 303 303 303 303
      GET  /console/tasks/{task}/still      303 303 303 303 303 303 303 303
      POST /console/tasks/{task}/cancel     403 403 403 403 403 403 403 403
      GET  /console/usage                   303 303 303 303 303 303 303 303
      GET  /console/usage/csv               303 303 303 303 303 303 303 303
      POST /console/usage/redeem            403 403 403 403 403 403 403 403
      GET  /console/admin                   303 303 303 303 303 303 303 303
      POST /console/admin/decide            403 403 403 403 403 403 403 403
      GET  /console/admin/owners            303 303 303 303 303 303 303 303
      POST /console/admin/owners            403 403 403 403 403 403 403 403
      POST /console/admin/owners/{owner}/credit 403 403 403 403 403 403 403 403
      POST /console/admin/owners/{owner}/role   403 403 403 403 403 403 403 403
      POST /console/admin/owners/{owner}/link   403 403 403 403 403 403 403 403
      POST /console/admin/owners/{owner}/state  403 403 403 403 403 403 403 403
      POST /console/admin/owners/{owner}/unlink 403 403 403 403 403 403 403 403
      GET  /console/admin/prices            303 303 303 303 303 303 303 303
      POST /console/admin/prices            403 403 403 403 403 403 403 403
      POST /console/admin/codes             403 403 403 403 403 403 403 403
      GET  /console/admin/audit             303 303 303 303 303 303 303 303
      GET  /console/admin/engines/{engine}    303 303 303 303 303 303 303 303
      POST /console/admin/engines/{engine}/ask 403 403 403 403 403 403 403 403
      POST /console/admin/engines/{engine}/try 403 403 403 403 403 403 403 403
      GET  /console/admin/engines/{engine}/film 303 303 303 303 303 303 303 303
      GET  /console/admin/settings            303 303 303 303 303 303 303 303
      GET  /console/admin/webhooks            303 303 303 303 303 303 303 303
      POST /console/admin/webhooks/{message}/repeat 403 403 403 403 403 403 403 403
      GET  /console/admin/margin              303 303 303 303 303 303 303 303
      """;

  @TempDir static Path folder;
  private static Visitors visitors;

  @BeforeAll
  static void open() throws IOException {
    visitors = new Visitors(folder);
  }

  @AfterAll
  static void close() {
    visitors.close();
  }

  @Test
  void everyRouteAnswersEverybodyAsTheTableSays() throws Exception {
    Map<String, List<Integer>> expected = expected();
    Map<String, List<Integer>> seen = new LinkedHashMap<>();
    for (Route route : visitors.server().routes()) {
      seen.put(name(route), statuses(route));
    }
    for (String route : seen.keySet()) {
      assertEquals(expected.get(route), seen.get(route), route);
    }
    assertEquals(expected.keySet(), seen.keySet());
    assertEquals(
        200,
        status(visitors.ask("GET", "/metrics", bearer(Visitors.METRICS_TOKEN), "")),
        "metrics");
  }

  @Test
  void everythingWrongWithAKeyIsAnsweredByTheSameBytes() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String secret : List.of("unknown", "revoked", "expired")) {
      wrong.add(bearer(visitors.secrets.get(secret)));
    }
    String own = visitors.secrets.get("own");
    wrong.add(bearer(own.toUpperCase(Locale.ROOT)));
    wrong.add(bearer(own.substring(0, 12)));
    for (Route route : guarded()) {
      Set<String> answers = new LinkedHashSet<>();
      for (String fields : wrong) {
        answers.add(visitors.ask(method(route), target(route), SAME_ID + fields, body(route)));
      }
      assertEquals(1, answers.size(), () -> name(route) + answers);
      String answer = answers.iterator().next();
      assertTrue(answer.contains("X-Request-Id: sweep"), answer);
      assertEquals(401, status(answer), answer);
    }
  }

  /** What is told is how the key came, and the same whether the key is good for anything. */
  @Test
  void keysThatComeInAnotherFormOpenNothingAndAreNotJudged() throws Exception {
    for (Route route : guarded()) {
      Set<String> answers = new LinkedHashSet<>();
      for (String secret : List.of("own", "unknown", "revoked")) {
        answers.add(answersToOtherForms(route, visitors.secrets.get(secret)));
      }
      assertEquals(1, answers.size(), () -> name(route) + answers);
    }
  }

  private String answersToOtherForms(Route route, String key) throws IOException {
    StringBuilder answers = new StringBuilder();
    for (String fields :
        List.of(
            "",
            "Authorization: Basic YWRtaW46YWRtaW4=\r\n",
            "Authorization: Bearer\r\n",
            "Authorization: " + key + "\r\n",
            "Authorization: Token " + key + "\r\n",
            "Authorization: Bearer " + key + ", Bearer " + key + "\r\n",
            "Authorization: Bearer " + key + " x\r\n",
            "X-Api-Key: " + key + "\r\n",
            bearer(key) + bearer(key),
            bearer("%"),
            bearer("' OR '1'='1"),
            bearer(key + "x".repeat(10_000)))) {
      String answer = visitors.ask(method(route), target(route), SAME_ID + fields, body(route));
      assertEquals(401, status(answer), answer);
      assertFalse(answer.contains(key), answer);
      answers.append(answer);
    }
    return answers.toString();
  }

  @Test
  void anAbsoluteTargetIsDecidedOnByItsPath() throws Exception {
    for (Route route : guarded()) {
      String absolute = "http://x" + target(route);
      String answer = visitors.ask(method(route), absolute, "", body(route));
      assertEquals(401, status(answer), () -> name(route) + answer);
    }
  }

  @Test
  void whatIsForeignIsAnsweredLikeWhatDoesNotExist() throws Exception {
    String noTask = "task_01K8SGYNNNVBQTXNR4MM964S7K";
    for (Route route : visitors.server().routes()) {
      String path = route.path().toString();
      if (path.contains("{webhook}") || path.contains("{delivery}")) {
        String none =
            target(route).replaceFirst("(whe|dlv)_[^/]+", "$1_01K8SGYNNNVBQTXNR4MM964S7K");
        String foreign = asBob(route, target(route));
        assertEquals(asBob(route, none), foreign);
        assertEquals(path.endsWith("/test") ? 400 : 404, status(foreign), path);
      }
      if (path.contains("{id}")) {
        // What was asked for is repeated to whoever asked; nothing else may differ.
        String foreign = asBob(route, target(route)).replace(visitors.task, noTask);
        assertEquals(asBob(route, target(route).replace(visitors.task, noTask)), foreign);
        assertEquals(404, status(foreign));
      }
    }
  }

  @Test
  void keysAreTakenFromNowhereElse() throws Exception {
    String own = visitors.secrets.get("own");
    List<String> fields =
        List.of(
            "X-API-Key: " + own + "\r\n",
            "Api-Key: " + own + "\r\n",
            "X-Auth-Token: " + own + "\r\n",
            "X-Goog-Api-Key: " + own + "\r\n",
            "Proxy-Authorization: Bearer " + own + "\r\n",
            "X-Authorization: Bearer " + own + "\r\n",
            "Cookie: session=" + own + "; Authorization=Bearer%20" + own + "\r\n",
            "Sec-WebSocket-Protocol: openai-insecure-api-key." + own + "\r\n",
            "Authorization: Basic " + own + "\r\n");
    for (Route route : guarded()) {
      String target = target(route);
      for (String field : fields) {
        String answer = visitors.ask(method(route), target, field, body(route));
        assertEquals(401, status(answer), () -> name(route) + " " + field);
      }
      for (String parameter : List.of("key", "api_key", "access_token", "token", "authorization")) {
        String query = target + "?" + parameter + "=" + own;
        assertEquals(401, status(visitors.ask(method(route), query, "", body(route))), query);
        String json = "{\"" + parameter + "\": \"" + own + "\"}";
        assertEquals(401, status(visitors.ask(method(route), target, "", json)), json);
      }
    }
  }

  /** Whatever a path is spelled like, it is never answered more openly, with a key or without. */
  @Test
  void oddSpellingsOfARouteAreNoRoute() throws Exception {
    String own = bearer(visitors.secrets.get("own"));
    for (Route route : guarded()) {
      String path = target(route);
      String last = path.substring(path.lastIndexOf('/') + 1);
      String escaped = "%" + Integer.toHexString(path.charAt(1)) + path.substring(2);
      for (String odd :
          List.of(
              "/" + path,
              "/." + path,
              "/x/.." + path,
              "/healthz/.." + path,
              "/healthz/%2e%2e" + path,
              "/healthz/..;" + path,
              "/" + escaped,
              path.replaceFirst(last + "$", "./" + last),
              path.replaceFirst("/(?=[^/]*$)", "%2f"),
              path + "/",
              path + ";x",
              path + ";/healthz",
              path + "%00",
              path + "%20",
              path + "\\",
              path.toUpperCase(Locale.ROOT),
              "ftp://x" + path,
              "http://x" + path + "/",
              "http://x/healthz/.." + path)) {
        for (String fields : List.of("", own)) {
          String answer = visitors.ask(method(route), odd, fields, body(route));
          // A key may be asked for first; what it opens is never more than nothing.
          Set<Integer> refusals = fields.isEmpty() ? Set.of(400, 401, 404) : Set.of(400, 404);
          assertTrue(refusals.contains(status(answer)), () -> name(route) + " " + odd + answer);
        }
      }
    }
  }

  @Test
  void headersOfProxiesOpenNothing() throws Exception {
    for (Route route : guarded()) {
      for (String fields :
          List.of(
              "X-Original-URL: /healthz\r\n",
              "X-Rewrite-URL: /healthz\r\n",
              "X-Forwarded-For: 127.0.0.1\r\n",
              "X-Forwarded-Host: localhost\r\n",
              "X-Forwarded-Prefix: /healthz\r\n",
              "X-Forwarded-Proto: https\r\n",
              "X-Real-IP: 127.0.0.1\r\n",
              "Forwarded: for=127.0.0.1;host=localhost\r\n",
              "X-HTTP-Method-Override: OPTIONS\r\n",
              "X-Remote-User: Ann\r\n")) {
        assertEquals(
            401, status(visitors.ask(method(route), target(route), fields, body(route))), fields);
      }
      String host = "Host: localhost\r\n";
      assertEquals(
          400, status(visitors.ask(method(route), target(route), host, body(route))), "two hosts");
    }
  }

  @Test
  void headIsRefusedLikeGet() throws Exception {
    for (Route route : guarded()) {
      if (route.method() == Method.GET) {
        assertEquals(401, status(visitors.ask("HEAD", target(route), "", "")), name(route));
      }
    }
  }

  /** The statuses of all columns. */
  private static List<Integer> statuses(Route route) throws IOException {
    List<Integer> statuses = new ArrayList<>();
    // What is deleted by its owner in the end must not be missing from the other routes.
    String target =
        route.method() == Method.DELETE
            ? target(route)
                .replace(visitors.task, visitors.cancelled())
                .replace(visitors.webhook, visitors.endpoint())
            : target(route);
    statuses.add(status(visitors.ask(method(route), target, "", body(route))));
    for (String secret : visitors.secrets.values()) {
      statuses.add(status(visitors.ask(method(route), target, bearer(secret), body(route))));
    }
    return statuses;
  }

  /** With a key that has not been used, so that the fields of its limit are the same. */
  private static String asBob(Route route, String target) throws IOException {
    return visitors.ask(method(route), target, SAME_ID + bearer(visitors.key("Bob")), body(route));
  }

  private static List<Route> guarded() {
    List<Route> guarded =
        visitors.server().routes().stream()
            .filter(route -> route.access() == Access.READ || route.access() == Access.GENERATE)
            .toList();
    assertTrue(guarded.size() > 10);
    return guarded;
  }

  private static String method(Route route) {
    return route.method().name();
  }

  private static String name(Route route) {
    return method(route) + " " + route.path();
  }

  private static String target(Route route) {
    return route
        .path()
        .toString()
        .replace("{id}", visitors.task)
        .replace("{webhook}", visitors.webhook)
        .replace("{delivery}", visitors.delivery)
        .replace("{model}", "sora-2")
        .replace("{film}", visitors.task + ".mp4")
        .replace("{image}", "a.png")
        .replace("{file}", "a.css")
        .replace("{task}", visitors.task)
        .replace("{key}", "key_1")
        .replace("{owner}", "own_1")
        .replace("{engine}", "preview")
        .replace("{message}", "dlv_1")
        .replace("{part}", "x")
        .replace("{page}", "y");
  }

  private static String body(Route route) {
    return route.method() == Method.POST ? "{}" : "";
  }

  private static Map<String, List<Integer>> expected() {
    Map<String, List<Integer>> expected = new LinkedHashMap<>();
    for (String line : EXPECTED.lines().skip(1).toList()) {
      List<String> words = List.of(line.split(" +"));
      expected.put(
          words.get(0) + " " + words.get(1),
          words.subList(2, words.size()).stream().map(Integer::valueOf).toList());
    }
    return expected;
  }
}
