package dev.afterglow.api.sora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers of the contract, word for word. */
final class ContractTest {
  private static final String REQUEST_ID = "req_[0-9A-HJKMNP-TV-Z]{26}";

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void acceptedFilmIsAnsweredAsDocumented() throws Exception {
    shop.credit(800_000);
    HttpResponse<String> answer = shop.post(Shop.FILMS, Shop.example());
    assertEquals(200, answer.statusCode(), answer::body);
    String id = Shop.json(answer).path("data").path(0).path("task_id").stringValue();
    assertTrue(id.matches("task_[0-7][0-9A-HJKMNP-TV-Z]{25}"), id);
    assertEquals(
        "{\"code\":200,\"data\":[{\"status\":\"submitted\",\"task_id\":\"" + id + "\"}]}",
        answer.body());
    assertTrue(answer.headers().firstValue("X-Request-Id").orElse("").matches(REQUEST_ID));
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
  }

  @Test
  void aTaskIsShownFromItsLineToItsFilm() throws Exception {
    shop.credit(800_000);
    String id = shop.submit();
    long created = shop.world.clock.instant().getEpochSecond();
    String waiting = shop.get("/v1/tasks/" + id).body();
    assertTrue(
        waiting.startsWith(
            "{\"code\":200,\"data\":{\"id\":\""
                + id
                + "\",\"status\":\"pending\",\"progress\":0,\"stage\":\"waiting\",\"model\":\"sora-2\""
                + ",\"created\":"
                + created
                + ",\"estimated_time\":"),
        waiting);
    assertTrue(
        waiting.endsWith(",\"cost\":0.8,\"credits_cost\":8,\"queue_position\":1}}"), waiting);

    shop.world.clock.advance(Duration.ofSeconds(19));
    shop.world.finish();
    HttpResponse<String> done = shop.get("/v1/tasks/" + id);
    long completed = Shop.json(done).path("data").path("completed").longValue();
    String url = Shop.json(done).at("/data/result/videos/0/url/0").stringValue();
    int estimated = Shop.json(done).at("/data/estimated_time").intValue();
    assertEquals(
        "{\"code\":200,\"data\":{\"id\":\"%s\",\"status\":\"completed\",\"progress\":100,"
                .formatted(id)
            + "\"stage\":\"completed\",\"model\":\"sora-2\",\"created\":%d,\"completed\":%d,"
                .formatted(created, completed)
            + "\"estimated_time\":%d,\"actual_time\":%d,\"cost\":0.8,\"credits_cost\":8,"
                .formatted(estimated, completed - created)
            + "\"result\":{\"videos\":[{\"url\":[\"%s\"],\"expires_at\":%d}]}}}"
                .formatted(url, completed + 86_400),
        done.body());
    assertTrue(completed - created >= 19);
    assertTrue(url.startsWith(shop.server.uri("/v/" + id + ".mp4?e=").toString()), url);
    assertEquals(done.body(), shop.get(Shop.FILMS + "/" + id).body());
  }

  @Test
  void everyRefusalHasTheContractsShape() throws Exception {
    HttpResponse<String> unpaid = shop.post(Shop.FILMS, Shop.example());
    assertRefusal(402, "payment_required", "账户余额不足，请充值后再试：本次任务需要 0.80 美元，可用余额 0.00 美元", unpaid);
    HttpResponse<String> english = shop.post(Shop.FILMS + "?language=en", Shop.example());
    assertRefusal(
        402,
        "payment_required",
        "Insufficient balance, please top up and try again: this task costs 0.80 USD and 0.00 USD is"
            + " available",
        english);
    HttpResponse<String> stranger =
        shop.server.send(
            Shop.FILMS,
            r ->
                r.header("Authorization", "Bearer sk-unknown")
                    .POST(BodyPublishers.ofString(Shop.example())));
    assertRefusal(401, "authentication_error", "身份验证失败，请检查您的API密钥", stranger);
    HttpResponse<String> keyless =
        shop.server.send(Shop.FILMS, r -> r.POST(BodyPublishers.ofString(Shop.example())));
    assertRefusal(
        401,
        "authentication_error",
        "身份验证失败，请检查您的API密钥：缺少 Authorization 请求头，请添加 Authorization: Bearer 您的密钥",
        keyless);
    assertEquals("Bearer", stranger.headers().firstValue("WWW-Authenticate").orElse(""));
    assertRefusal(400, "invalid_request_error", "请求参数无效：无效的任务ID", shop.get("/v1/tasks/task_1"));
    assertRefusal(
        404,
        "not_found_error",
        "请求的资源不存在：任务 task_01K8SGYNNNVBQTXNR4MM964S7K 不存在或不属于当前账户",
        shop.get("/v1/tasks/task_01K8SGYNNNVBQTXNR4MM964S7K"));
  }

  private static void assertRefusal(
      int status, String type, String message, HttpResponse<String> answer) {
    String id = answer.headers().firstValue("X-Request-Id").orElse("");
    assertTrue(id.matches(REQUEST_ID), id);
    assertEquals(
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"type\":\"%s\",\"request_id\":\"%s\"}}"
            .formatted(status, message, type, id),
        answer.body());
    assertEquals(status, answer.statusCode());
    assertEquals(
        "application/json; charset=utf-8", answer.headers().firstValue("Content-Type").orElse(""));
  }
}
