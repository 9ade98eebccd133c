package dev.afterglow.api.sora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.accounts.IssuedKey;
import dev.afterglow.accounts.Owner;
import dev.afterglow.accounts.Scope;
import dev.afterglow.tasks.TaskQuery;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Wrong and odd inputs of the routes that list, look up, cancel and add up. */
final class QueryMatrixTest {
  private static final int TASKS = TaskQuery.LARGEST_PAGE + 1;

  @TempDir static Path folder;
  private static Shop shop;
  private static String task;

  @BeforeAll
  static void open() throws Exception {
    shop = new Shop(folder);
    shop.credit(1_000_000_000);
    for (int i = 0; i < TASKS; i++) {
      task = shop.submit();
    }
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/tasks?limit=0                    | limit must be a whole number of at least 1, got 0              | limit 应为不小于 1 的整数，收到的是 0
          /v1/tasks?limit=-1                   | limit must be a whole number of at least 1, got -1             | limit 应为不小于 1 的整数，收到的是 -1
          /v1/tasks?limit=1.5                  | limit must be a whole number of at least 1, got 1.5            | limit 应为不小于 1 的整数，收到的是 1.5
          /v1/tasks?limit=ten                  | limit must be a whole number of at least 1, got ten            | limit 应为不小于 1 的整数，收到的是 ten
          /v1/tasks?limit=%EF%BC%95            | limit must be a whole number of at least 1, got ５              | limit 应为不小于 1 的整数，收到的是 ５
          /v1/tasks?limit=99999999999999999999 | limit must be a whole number of at least 1, got 99999999999999999999 | limit 应为不小于 1 的整数，收到的是 99999999999999999999
          /v1/tasks?status=%25                 | status % is not accepted; accepted: pending, processing, completed, failed, cancelled | status 的取值 % 无效，支持的取值为 pending、processing、completed、failed、cancelled
          /v1/tasks?status=pending,_           | status _ is not accepted; accepted: pending, processing, completed, failed, cancelled | status 的取值 _ 无效，支持的取值为 pending、processing、completed、failed、cancelled
          /v1/tasks?status=PENDING             | status PENDING is not accepted; accepted: pending, processing, completed, failed, cancelled | status 的取值 PENDING 无效，支持的取值为 pending、processing、completed、failed、cancelled
          /v1/tasks?model=%25                  | model % is not accepted; accepted: sora-2, sora-2-pro          | model 的取值 % 无效，支持的取值为 sora-2、sora-2-pro
          /v1/tasks?model=sora_2               | model sora_2 is not accepted; accepted: sora-2, sora-2-pro     | model 的取值 sora_2 无效，支持的取值为 sora-2、sora-2-pro
          /v1/tasks?after=task_1               | after must be the next value of the page before                | after 应填写上一页响应中的 next 值
          /v1/tasks?after=%25                  | after must be the next value of the page before                | after 应填写上一页响应中的 next 值
          /v1/tasks?after=%00                  | after must be the next value of the page before                | after 应填写上一页响应中的 next 值
          /v1/tasks?order=random()             | order random() is not accepted; accepted: desc, asc            | order 的取值 random() 无效，支持的取值为 desc、asc
          /v1/tasks?start=soon                 | start must be unix seconds or an RFC 3339 time, got soon       | start 应为 Unix 秒数或 RFC 3339 时间，收到的是 soon
          /v1/tasks?start=-1                   | start must be unix seconds or an RFC 3339 time, got -1         | start 应为 Unix 秒数或 RFC 3339 时间，收到的是 -1
          /v1/tasks?start=2026-02-30T00:00:00Z | start must be unix seconds or an RFC 3339 time, got 2026-02-30T00:00:00Z | start 应为 Unix 秒数或 RFC 3339 时间，收到的是 2026-02-30T00:00:00Z
          /v1/tasks?end=2026-02-28             | end must be unix seconds or an RFC 3339 time, got 2026-02-28   | end 应为 Unix 秒数或 RFC 3339 时间，收到的是 2026-02-28
          /v1/tasks?end=999999999999999999     | end must be unix seconds or an RFC 3339 time, got 999999999999999999 | end 应为 Unix 秒数或 RFC 3339 时间，收到的是 999999999999999999
          /v1/tasks?end=31556889864403199      | end must be unix seconds or an RFC 3339 time, got 31556889864403199 | end 应为 Unix 秒数或 RFC 3339 时间，收到的是 31556889864403199
          /v1/tasks?end=%2B999999999-12-31T23:59:59Z | end must be unix seconds or an RFC 3339 time, got +999999999-12-31T23:59:59Z | end 应为 Unix 秒数或 RFC 3339 时间，收到的是 +999999999-12-31T23:59:59Z
          /v1/tasks?end=253402300800           | end must be unix seconds or an RFC 3339 time, got 253402300800 | end 应为 Unix 秒数或 RFC 3339 时间，收到的是 253402300800
          /v1/usage?start=-999999999-01-01T00:00:00Z | start must be unix seconds or an RFC 3339 time, got -999999999-01-01T00:00:00Z | start 应为 Unix 秒数或 RFC 3339 时间，收到的是 -999999999-01-01T00:00:00Z
          /v1/usage?end=-999999999-01-01T00:00:00Z   | end must be unix seconds or an RFC 3339 time, got -999999999-01-01T00:00:00Z | end 应为 Unix 秒数或 RFC 3339 时间，收到的是 -999999999-01-01T00:00:00Z
          /v1/usage?end=31556889864403199      | end must be unix seconds or an RFC 3339 time, got 31556889864403199 | end 应为 Unix 秒数或 RFC 3339 时间，收到的是 31556889864403199
          /v1/usage?start=5&end=5              | start must be before end, at most 31 days apart                | start 应早于 end，且时间跨度最多 31 天
          /v1/usage?start=6&end=5              | start must be before end, at most 31 days apart                | start 应早于 end，且时间跨度最多 31 天
          /v1/usage?start=0&end=2678401        | start must be before end, at most 31 days apart                | start 应早于 end，且时间跨度最多 31 天
          /v1/usage?tz=Europe/Berlin&start=2026-09-30T22:00:00Z&end=2026-10-31T23:00:01Z | start must be before end, at most 31 days apart | start 应早于 end，且时间跨度最多 31 天
          /v1/usage?tz=UTC&start=2026-09-30T22:00:00Z&end=2026-10-31T23:00:00Z | start must be before end, at most 31 days apart | start 应早于 end，且时间跨度最多 31 天
          /v1/usage?tz=Mars/Olympus            | tz Mars/Olympus is not a time zone; for example Asia/Shanghai or UTC | tz 的取值 Mars/Olympus 不是有效时区，请使用 Asia/Shanghai、UTC 等 IANA 时区名
          /v1/usage?tz=../../etc/passwd        | tz ../../etc/passwd is not a time zone; for example Asia/Shanghai or UTC | tz 的取值 ../../etc/passwd 不是有效时区，请使用 Asia/Shanghai、UTC 等 IANA 时区名
          /v1/usage?tz=UTC%2B99                | tz UTC+99 is not a time zone; for example Asia/Shanghai or UTC | tz 的取值 UTC+99 不是有效时区，请使用 Asia/Shanghai、UTC 等 IANA 时区名
          /v1/usage?tz=a%00                    | tz a\uFFFD is not a time zone; for example Asia/Shanghai or UTC | tz 的取值 a\uFFFD 不是有效时区，请使用 Asia/Shanghai、UTC 等 IANA 时区名
          /v1/usage?group_by=owner             | group_by owner is not accepted; accepted: none, model, date, model,date, date,model | group_by 的取值 owner 无效，支持的取值为 none、model、date、model,date、date,model
          /v1/usage?scope=everyone             | scope everyone is not accepted; accepted: key, account         | scope 的取值 everyone 无效，支持的取值为 key、account
          /v1/usage?model=sora-2,%25           | model % is not accepted; accepted: sora-2, sora-2-pro          | model 的取值 % 无效，支持的取值为 sora-2、sora-2-pro
          /v1/model-schema                     | model is required; accepted: sora-2, sora-2-pro                | 缺少必填参数 model，支持的取值为 sora-2、sora-2-pro
          /v1/model-schema?model=              | model is required; accepted: sora-2, sora-2-pro                | 缺少必填参数 model，支持的取值为 sora-2、sora-2-pro
          /v1/model-schema?model=x             | model x is not accepted; accepted: sora-2, sora-2-pro          | model 的取值 x 无效，支持的取值为 sora-2、sora-2-pro
          /v1/model-schema?model=sora-2&operation=x | operation x is not accepted; accepted: video_generation   | operation 的取值 x 无效，支持的取值为 video_generation
          /v1/tasks/task_1                     | invalid task id                                                | 无效的任务ID
          /v1/tasks/_                          | invalid task id                                                | 无效的任务ID
          /v1/tasks/TASK_01K8SGYNNNVBQTXNR4MM964S7K | invalid task id                                           | 无效的任务ID
          /v1/tasks/task_01k8sgynnnvbqtxnr4mm964s7k | invalid task id                                           | 无效的任务ID
          /v1/tasks/task_81K8SGYNNNVBQTXNR4MM964S7K | invalid task id                                           | 无效的任务ID
          /v1/tasks/task_01K8SGYNNNVBQTXNR4MM964S7U | invalid task id                                           | 无效的任务ID
          /v1/tasks/task_01K8SGYNNNVBQTXNR4MM964S7KK | invalid task id                                          | 无效的任务ID
          """)
  void isRefusedInBothLanguages(String target, String english, String chinese) throws Exception {
    String with = target + (target.contains("?") ? "&" : "?") + "language=";
    assertRefused("Invalid request parameters: " + english, shop.get(with + "en"));
    assertRefused("请求参数无效：" + chinese, shop.get(with + "zh"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/tasks?limit=&status=&model=&start=&end=&after=&order=",
        "/v1/tasks?limit=%2020%20",
        "/v1/tasks?end=9999999999",
        "/v1/tasks?start=0&end=0",
        "/v1/tasks?start=0000-01-01T00:00:00Z&end=253402300799",
        "/v1/usage?end=0000-01-01T00:00:00Z",
        "/v1/usage?end=253402300799",
        "/v1/tasks?start=9999-12-31T23:59:59%2B08:00",
        "/v1/tasks?after=task_7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "/v1/tasks?unknown=%25",
        "/v1/usage?tz=%2B08:00",
        "/v1/usage?start=0&end=2678400",
        // October in Berlin has 31 days and an hour, March 31 days but an hour
        "/v1/usage?tz=Europe/Berlin&start=2026-09-30T22:00:00Z&end=2026-10-31T23:00:00Z",
        "/v1/usage?tz=Europe/Berlin&start=2026-02-28T23:00:00Z&end=2026-03-31T23:00:00Z",
        "/v1/usage?model=,,",
        "/v1/balance?limit=x",
        "/v1/user/balance?owner=own_other",
        "/v1/models?limit=-1",
      })
  void isAccepted(String target) throws Exception {
    HttpResponse<String> answer = shop.get(target);
    assertEquals(200, answer.statusCode(), answer::body);
  }

  @Test
  void noPageIsLargerThanTheLargest() throws Exception {
    for (String limit : List.of("100", "101", "1000000000", "999999999999999999")) {
      JsonNode page = Shop.json(shop.get("/v1/tasks?limit=" + limit));
      assertEquals(TaskQuery.LARGEST_PAGE, page.path("data").size(), limit);
      assertTrue(page.path("has_more").booleanValue());
      JsonNode last = Shop.json(shop.get("/v1/tasks?after=" + page.path("next").stringValue()));
      assertEquals(TASKS - TaskQuery.LARGEST_PAGE, last.path("data").size());
    }
    assertEquals(20, Shop.json(shop.get("/v1/tasks")).path("data").size());
  }

  @Test
  void cursorOfAnotherOwnerLeadsToNothingOfTheirs() throws Exception {
    Owner other = shop.owner("bob");
    IssuedKey key = shop.key(other, Scope.EVERYTHING);
    for (String order : List.of("asc", "desc")) {
      String target = "/v1/tasks?order=" + order + "&after=" + task;
      HttpResponse<String> page = shop.send(key, target, UnaryOperator.identity());
      assertEquals("{\"code\":200,\"data\":[],\"has_more\":false}", page.body());
    }
  }

  @Test
  void cancelLooksAtNothingButItsPath() throws Exception {
    String path = "/v1/tasks/" + task + "/cancel";
    Set<Integer> statuses = new HashSet<>();
    for (String body : List.of("", "not JSON", "{\"id\": \"task_other\"}", "[]")) {
      statuses.add(shop.send(path, r -> r.POST(BodyPublishers.ofString(body))).statusCode());
    }
    assertEquals(Set.of(200), statuses);
    assertRefused(
        "Invalid request parameters: invalid task id",
        shop.post("/v1/tasks/task_1/cancel?language=en", "{}"));
    assertEquals(
        404, shop.post("/v1/tasks/task_01K8SGYNNNVBQTXNR4MM964S7K/cancel", "{}").statusCode());
    assertEquals(405, shop.get(path).statusCode());
  }

  @Test
  void schemaOfAnUnknownModelIsNotFound() throws Exception {
    HttpResponse<String> answer = shop.get("/v1/models/sora-3/schema?language=en");
    assertEquals(404, answer.statusCode());
    assertTrue(answer.body().contains("there is no model sora-3"), answer::body);
    assertFalse(shop.get("/v1/models/sora-2/schema").body().contains("error"));
  }

  private static void assertRefused(String message, HttpResponse<String> answer)
      throws IOException {
    assertEquals(400, answer.statusCode(), answer::body);
    assertEquals(message, Shop.json(answer).at("/error/message").stringValue());
    assertEquals("invalid_request_error", Shop.json(answer).at("/error/type").stringValue());
  }
}
