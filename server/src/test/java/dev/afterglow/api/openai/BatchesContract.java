package dev.afterglow.api.openai;

import static dev.afterglow.api.openai.Storefront.field;
import static dev.afterglow.api.openai.Storefront.json;
import static dev.afterglow.api.openai.Storefront.nameless;
import static dev.afterglow.api.openai.Storefront.part;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.api.Making;
import dev.afterglow.batches.Batch;
import dev.afterglow.batches.BatchLimits;
import dev.afterglow.batches.BatchLine;
import dev.afterglow.batches.BatchWorker;
import dev.afterglow.batches.FileLimits;
import dev.afterglow.batches.FileStore;
import dev.afterglow.batches.LineRequests;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Failure;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.generation.Principal;
import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import dev.afterglow.tasks.World;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/files} and {@code /v1/batches} as OpenAI's clients see them, turn by turn. */
abstract class BatchesContract {
  private static final List<String> BATCH_MEMBERS =
      List.of(
          "id",
          "object",
          "endpoint",
          "errors",
          "input_file_id",
          "completion_window",
          "status",
          "output_file_id",
          "error_file_id",
          "created_at",
          "in_progress_at",
          "expires_at",
          "finalizing_at",
          "completed_at",
          "failed_at",
          "expired_at",
          "cancelling_at",
          "cancelled_at",
          "request_counts",
          "metadata");

  private static final List<String> FILE_MEMBERS =
      List.of(
          "id",
          "object",
          "bytes",
          "created_at",
          "expires_at",
          "filename",
          "purpose",
          "status",
          "status_details");

  @TempDir Path folder;
  private Storefront shop;

  abstract Database open(Path folder);

  @BeforeEach
  void open() throws IOException {
    shop = new Storefront(folder, open(folder));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void everyLineBecomesAVideoAndIsWrittenDown() throws Exception {
    String input = upload(line("a", "{\"prompt\":\"rain\"}"), line("b", "{\"prompt\":\"snow\"}"));
    JsonNode created = ok(shop.post("/v1/batches", create(input)));
    assertEquals(BATCH_MEMBERS, List.copyOf(created.propertyNames()));
    assertTrue(created.path("id").stringValue().matches("batch_[0-9A-Z]{26}"));
    assertEquals("validating", created.path("status").stringValue());
    assertEquals(
        Duration.ofHours(24).toSeconds(),
        created.path("expires_at").longValue() - created.path("created_at").longValue());
    for (String absent : List.of("errors", "output_file_id", "in_progress_at", "metadata")) {
      assertTrue(created.path(absent).isNull(), absent);
    }
    String id = created.path("id").stringValue();
    shop.worker.turn(Storefront.OWNER);
    JsonNode begun = batch(id);
    assertEquals("in_progress", begun.path("status").stringValue());
    assertEquals(
        "{\"total\":2,\"completed\":0,\"failed\":0}", begun.path("request_counts").toString());

    JsonNode done = finish(id);
    assertEquals(BATCH_MEMBERS, List.copyOf(done.propertyNames()));
    assertEquals("completed", done.path("status").stringValue());
    assertEquals(
        "{\"total\":2,\"completed\":2,\"failed\":0}", done.path("request_counts").toString());
    assertTrue(done.path("error_file_id").isNull());
    assertFalse(done.path("completed_at").isNull());
    List<JsonNode> output = lines(done.path("output_file_id"));
    assertEquals(List.of("a", "b"), texts(output, "custom_id"));
    JsonNode first = output.getFirst();
    assertEquals(
        List.of("id", "custom_id", "response", "error"), List.copyOf(first.propertyNames()));
    assertTrue(first.path("error").isNull());
    assertEquals(200, first.path("response").path("status_code").intValue());
    JsonNode video = first.path("response").path("body");
    assertEquals("completed", video.path("status").stringValue());
    assertEquals("rain", video.path("prompt").stringValue());
    assertEquals(
        200, shop.get("/v1/videos/" + video.path("id").stringValue() + "/content").statusCode());
    shop.world.assertMoney(Storefront.OWNER, 1000 * World.PRICE - 2 * 400_000);
  }

  @Test
  void refusedAndFailedLinesStandInTheFileOfErrors() throws Exception {
    shop.engine.answerPoll(new Progress.Failed(new Failure(Failure.Kind.CONTENT_REFUSED, "no")));
    String id =
        begin(
            line("blocked", "{\"prompt\":\"x\"}"),
            line("wrong", "{\"prompt\":\"x\",\"seconds\":\"5\"}"),
            line("good", "{\"prompt\":\"x\"}"));
    JsonNode done = finish(id);
    assertEquals("completed", done.path("status").stringValue());
    assertEquals(
        "{\"total\":3,\"completed\":1,\"failed\":2}", done.path("request_counts").toString());
    assertEquals(List.of("good"), texts(lines(done.path("output_file_id")), "custom_id"));
    List<JsonNode> errors = lines(done.path("error_file_id"));
    assertEquals(List.of("blocked", "wrong"), texts(errors, "custom_id"));
    JsonNode blocked = errors.getFirst().path("response");
    assertEquals(400, blocked.path("status_code").intValue());
    assertEquals(
        "moderation_blocked", blocked.path("body").path("error").path("code").stringValue());
    JsonNode wrong = errors.getLast().path("response");
    assertEquals(400, wrong.path("status_code").intValue());
    assertEquals("seconds", wrong.path("body").path("error").path("param").stringValue());
  }

  @Test
  void linesWithoutMoneyStandInTheFileOfErrors() throws Exception {
    shop.database.write(tx ->
        Statements.change(tx, "update balance set balance_micros = 900000 where owner_id = 'ann'"));
    String id =
        begin(
            line("a", "{\"prompt\":\"x\"}"),
            line("b", "{\"prompt\":\"x\"}"),
            line("c", "{\"prompt\":\"x\"}"));
    JsonNode done = finish(id);
    assertEquals(List.of("a", "b"), texts(lines(done.path("output_file_id")), "custom_id"));
    JsonNode unpaid = lines(done.path("error_file_id")).getFirst();
    assertEquals("c", unpaid.path("custom_id").stringValue());
    assertEquals(402, unpaid.path("response").path("status_code").intValue());
    assertEquals(
        "insufficient_quota",
        unpaid.path("response").path("body").path("error").path("code").stringValue());
  }

  @Test
  void aKeyThatIsRevokedMakesNothingMore() throws Exception {
    String id = begin(line("a", "{\"prompt\":\"x\"}"));
    shop.keyIsValid = false;
    JsonNode done = finish(id);
    assertEquals(
        401,
        lines(done.path("error_file_id"))
            .getFirst()
            .path("response")
            .path("status_code")
            .intValue());
    assertEquals(0, shop.engine.submissions().size());
  }

  @Test
  void noMoreLinesThanAllowedAreUnderWay() throws Exception {
    String id =
        begin(
            line("a", "{\"prompt\":\"x\"}"),
            line("b", "{\"prompt\":\"x\"}"),
            line("c", "{\"prompt\":\"x\"}"),
            line("d", "{\"prompt\":\"x\"}"));
    for (int turn = 0; turn < 4; turn++) {
      shop.worker.turn(Storefront.OWNER);
      assertEquals(2, ok(shop.get("/v1/videos")).path("data").size());
    }
    assertEquals("completed", finish(id).path("status").stringValue());
    assertEquals(4, ok(shop.get("/v1/videos")).path("data").size());
  }

  /** The worker is cut off right after the task is made, as by a kill, again and again. */
  @Test
  void aLineThatIsAskedAgainAfterACrashIsOneTask() throws Exception {
    String id = begin(line("a", "{\"prompt\":\"x\"}"), line("b", "{\"prompt\":\"y\"}"));
    for (int crash = 0; crash < 3; crash++) {
      BatchWorker dying =
          worker((batch, who, key, line) -> {
            sound().ask(batch, who, key, line);
            throw new Killed();
          });
      assertThrows(Killed.class, () -> dying.turn(Storefront.OWNER));
    }
    assertEquals(1, ok(shop.get("/v1/videos")).path("data").size());
    JsonNode done = finish(id);
    assertEquals(
        "{\"total\":2,\"completed\":2,\"failed\":0}", done.path("request_counts").toString());
    assertEquals(2, ok(shop.get("/v1/videos")).path("data").size());
    shop.world.assertMoney(Storefront.OWNER, 1000 * World.PRICE - 2 * 400_000);
  }

  @Test
  void aBatchThatWasCutOffWhileItWasLookedThroughIsLookedThroughAnew() throws Exception {
    String input = upload(line("a", "{\"prompt\":\"x\"}"), line("b", "{\"prompt\":\"x\"}"));
    String id = ok(shop.post("/v1/batches", create(input))).path("id").stringValue();
    shop.database.write(tx ->
        Statements.change(
            tx,
            "insert into batch_line (owner_id, batch_id, line, custom_id, position, bytes, state)"
                + " values ('ann', ?, 1, 'a', 0, 5, 'waiting')",
            id));
    assertEquals("completed", finish(id).path("status").stringValue());
  }

  @Test
  void theWindowEndsWhatHasNotBegun() throws Exception {
    shop.engine.answerCancel(new Cancellation.Unsupported());
    String id =
        begin(
            line("a", "{\"prompt\":\"x\"}"),
            line("b", "{\"prompt\":\"x\"}"),
            line("c", "{\"prompt\":\"x\"}"));
    shop.worker.turn(Storefront.OWNER);
    shop.world.tick(); // both are at the engine, which cannot stop them
    shop.world.clock.advance(Duration.ofHours(24));
    shop.worker.turn(Storefront.OWNER);
    assertEquals("finalizing", batch(id).path("status").stringValue());
    JsonNode done = finish(id);
    assertEquals("expired", done.path("status").stringValue());
    assertFalse(done.path("expired_at").isNull());
    assertEquals(3, done.path("request_counts").path("total").intValue());
    List<JsonNode> errors = lines(done.path("error_file_id"));
    JsonNode last = errors.getLast();
    assertEquals("c", last.path("custom_id").stringValue());
    assertTrue(last.path("response").isNull());
    assertEquals("batch_expired", last.path("error").path("code").stringValue());
  }

  @Test
  void aBatchThatIsCancelledKeepsWhatWasMade() throws Exception {
    String id =
        begin(
            line("a", "{\"prompt\":\"x\"}"),
            line("b", "{\"prompt\":\"x\"}"),
            line("c", "{\"prompt\":\"x\"}"));
    shop.worker.turn(Storefront.OWNER);
    shop.world.finish(); // a and b
    JsonNode stopping = ok(shop.post("/v1/batches/" + id + "/cancel", "{}"));
    assertEquals("cancelling", stopping.path("status").stringValue());
    ok(shop.post("/v1/batches/" + id + "/cancel", "")); // repeatable
    JsonNode done = finish(id);
    assertEquals("cancelled", done.path("status").stringValue());
    assertFalse(done.path("cancelled_at").isNull());
    assertEquals(List.of("a", "b"), texts(lines(done.path("output_file_id")), "custom_id"));
    assertEquals(
        "batch_cancelled",
        lines(done.path("error_file_id")).getFirst().path("error").path("code").stringValue());
    JsonNode late = refused(400, shop.post("/v1/batches/" + id + "/cancel", "{}"));
    assertEquals("batch_not_cancellable", late.path("code").stringValue());
  }

  @Test
  void waitingTasksOfACancelledBatchAreStoppedAndCostNothing() throws Exception {
    String id = begin(line("a", "{\"prompt\":\"x\"}"));
    shop.worker.turn(Storefront.OWNER);
    ok(shop.post("/v1/batches/" + id + "/cancel", "{}"));
    shop.worker.turn(Storefront.OWNER);
    assertEquals("cancelled", batch(id).path("status").stringValue());
    shop.world.assertMoney(Storefront.OWNER, 1000 * World.PRICE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing                                       | invalid_json_line          |",
        "[]                                            | invalid_json_line          |",
        "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/videos\"}"
            + " | missing_required_parameter | body",
        "{\"custom_id\":\"\\ud800\",\"method\":\"POST\",\"url\":\"/v1/videos\",\"body\":{\"a\":1}}"
            + " | invalid_value | custom_id",
        "{\"custom_id\":\"a\",\"method\":\"GET\",\"url\":\"/v1/videos\",\"body\":{\"prompt\":\"x\"}}"
            + " | invalid_value | method",
        "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"a\":1}}"
            + " | invalid_value | url",
        "{\"custom_id\":\"ok\",\"method\":\"POST\",\"url\":\"/v1/videos\",\"body\":{\"a\":1}}"
            + " | duplicate_custom_id | custom_id"
      })
  void oneFaultyLineFailsTheBatchAndIsNamed(String faulty, String code, String param)
      throws Exception {
    String id = begin(line("ok", "{\"prompt\":\"x\"}"), "", faulty);
    shop.worker.turn(Storefront.OWNER);
    JsonNode failed = batch(id);
    assertEquals("failed", failed.path("status").stringValue());
    assertFalse(failed.path("failed_at").isNull());
    assertEquals("list", failed.path("errors").path("object").stringValue());
    JsonNode error = failed.path("errors").path("data").path(0);
    assertEquals(List.of("code", "line", "message", "param"), List.copyOf(error.propertyNames()));
    assertEquals(code, error.path("code").stringValue());
    assertEquals(3, error.path("line").intValue());
    assertFalse(error.path("message").stringValue().isEmpty());
    assertEquals(param == null ? "" : param, error.path("param").asString(""));
    assertTrue(ok(shop.get("/v1/videos")).path("data").isEmpty());
  }

  @Test
  void filesOfNoLinesAndOfTooManyAreToldSo() throws Exception {
    assertEquals("empty_file", faultOf(begin("", " ")));
    String[] many = new String[101];
    for (int i = 0; i < many.length; i++) {
      many[i] = line("id" + i, "{\"prompt\":\"x\"}");
    }
    assertEquals("too_many_tasks", faultOf(begin(many)));
  }

  @Test
  void requestsForBatchesAreChecked() throws Exception {
    String input = upload(line("a", "{\"prompt\":\"x\"}"));
    for (String[] wrong :
        new String[][] {
          {"endpoint", "{\"input_file_id\":\"f\",\"completion_window\":\"24h\"}"},
          {"endpoint", create(input).replace("/v1/videos", "/v1/responses")},
          {"completion_window", create(input).replace("24h", "1h")},
          {"input_file_id", create(input).replace("\"" + input + "\"", "null")},
          {"surplus", create(input).replace("{", "{\"surplus\":1,")},
          {"metadata", create(input).replace("{", "{\"metadata\":{\"a\":1},")},
          {
            "output_expires_after",
            create(input).replace("{", "{\"output_expires_after\":{\"seconds\":5},")
          }
        }) {
      assertEquals(
          wrong[0],
          refused(400, shop.post("/v1/batches", wrong[1])).path("param").stringValue(),
          wrong[1]);
    }
    refused(404, shop.post("/v1/batches", create("file-01K8SGYNNNVBQTXNR4MM964S7K")));
    refused(404, shop.get("/v1/batches/batch_01K8SGYNNNVBQTXNR4MM964S7K"));
    refused(404, shop.get("/v1/batches/nothing"));
    refused(404, shop.post("/v1/batches/batch_01K8SGYNNNVBQTXNR4MM964S7K/cancel", "{}"));
    for (int i = 0; i < 3; i++) {
      ok(shop.post("/v1/batches", create(input)));
    }
    refused(429, shop.post("/v1/batches", create(input)));
  }

  @Test
  void whatABatchSaysIsKeptAndItsFilesLiveAsLongAsItSays() throws Exception {
    String input = upload(line("a", "{\"prompt\":\"x\"}"));
    String body =
        create(input)
            .replace(
                "{",
                "{\"metadata\":{\"job\":\"nightly\"},"
                    + "\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600},");
    JsonNode created = ok(shop.post("/v1/batches", body));
    assertEquals("{\"job\":\"nightly\"}", created.path("metadata").toString());
    JsonNode done = finish(created.path("id").stringValue());
    String output = done.path("output_file_id").stringValue();
    JsonNode file = ok(shop.get("/v1/files/" + output));
    assertEquals("batch_output", file.path("purpose").stringValue());
    assertEquals(3600, file.path("expires_at").longValue() - file.path("created_at").longValue());
    assertEquals(
        "input_file_id",
        refused(400, shop.post("/v1/batches", create(output))).path("param").stringValue());
    shop.world.clock.advance(Duration.ofSeconds(3600));
    refused(404, shop.get("/v1/files/" + output));
    shop.worker.sweep();
    assertEquals(List.of(input), kept());
  }

  @Test
  void oneBatchIsMadeUnderOneKey() throws Exception {
    String input = upload(line("a", "{\"prompt\":\"x\"}"));
    String other = upload(line("b", "{\"prompt\":\"x\"}"));
    String first = ok(keyed(create(input))).path("id").stringValue();
    assertEquals(first, ok(keyed(create(input))).path("id").stringValue());
    assertEquals(422, keyed(create(other)).statusCode());
  }

  @Test
  void batchesAreListedInPagesToTheEnd() throws Exception {
    String input = upload(line("a", "{\"prompt\":\"x\"}"));
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      shop.world.clock.advance(Duration.ofMillis(1));
      made.addFirst(ok(shop.post("/v1/batches", create(input))).path("id").stringValue());
    }
    JsonNode page = ok(shop.get("/v1/batches?limit=2"));
    assertEquals(made.subList(0, 2), texts(page.path("data"), "id"));
    assertTrue(page.path("has_more").booleanValue());
    String after = page.path("last_id").stringValue();
    JsonNode last = ok(shop.get("/v1/batches?limit=2&after=" + after));
    assertEquals(made.subList(2, 3), texts(last.path("data"), "id"));
    assertFalse(last.path("has_more").booleanValue());
    JsonNode empty = ok(shop.get("/v1/batches?after=" + last.path("last_id").stringValue()));
    assertTrue(empty.path("data").isEmpty());
    assertTrue(empty.path("last_id").isNull());
    refused(400, shop.get("/v1/batches?limit=0"));
    refused(400, shop.get("/v1/batches?limit=101"));
    refused(404, shop.get("/v1/batches?after=x"));
  }

  @Test
  void filesAreUploadedShownListedReadAndDeleted() throws Exception {
    byte[] content = line("a", "{\"prompt\":\"雨\"}").getBytes(UTF_8);
    JsonNode file =
        ok(
            shop.form(
                "/v1/files",
                part("name=\"file\"; filename=\"C:\\\\jobs\\\\night.jsonl\"", content),
                field("purpose", "batch")));
    assertEquals(FILE_MEMBERS, List.copyOf(file.propertyNames()));
    String id = file.path("id").stringValue();
    assertTrue(id.matches("file-[0-9A-Z]{26}"), id);
    assertEquals("file", file.path("object").stringValue());
    assertEquals(content.length, file.path("bytes").intValue());
    assertEquals("night.jsonl", file.path("filename").stringValue());
    assertEquals("processed", file.path("status").stringValue());
    assertEquals(
        Duration.ofDays(30).toSeconds(),
        file.path("expires_at").longValue() - file.path("created_at").longValue());
    String second = upload(line("b", "{}"));
    assertEquals(List.of(second, id), texts(ok(shop.get("/v1/files")).path("data"), "id"));
    assertEquals(
        List.of(id, second),
        texts(ok(shop.get("/files?order=asc&purpose=batch")).path("data"), "id"));
    assertTrue(ok(shop.get("/v1/files?purpose=fine-tune")).path("data").isEmpty());
    assertTrue(ok(shop.get("/v1/files?limit=1")).path("has_more").booleanValue());
    HttpResponse<String> bytes = shop.get("/v1/files/" + id + "/content");
    assertEquals(new String(content, UTF_8), bytes.body());
    assertEquals(
        "application/octet-stream", bytes.headers().firstValue("Content-Type").orElseThrow());
    JsonNode deleted = ok(shop.delete("/v1/files/" + id));
    assertEquals(
        "{\"id\":\"" + id + "\",\"object\":\"file\",\"deleted\":true}", deleted.toString());
    refused(404, shop.get("/v1/files/" + id));
    refused(404, shop.get("/v1/files/" + id + "/content"));
    refused(404, shop.delete("/v1/files/" + id));
    assertEquals(List.of(second), kept());
  }

  @Test
  void uploadsThatAreNotWantedLeaveNothing() throws Exception {
    byte[] line = line("a", "{}").getBytes(UTF_8);
    assertEquals("purpose", wrong(400, nameless("file", line)));
    assertEquals("purpose", wrong(400, nameless("file", line), field("purpose", "vision")));
    assertEquals("file", wrong(400, field("purpose", "batch")));
    assertEquals("file", wrong(400, nameless("file", new byte[0]), field("purpose", "batch")));
    assertEquals("extra", wrong(400, nameless("file", line), field("extra", "x")));
    assertEquals(
        "expires_after",
        wrong(
            400,
            nameless("file", line),
            field("purpose", "batch"),
            field("expires_after[seconds]", "10")));
    assertEquals(
        "file", wrong(413, nameless("file", new byte[(64 << 10) + 1]), field("purpose", "batch")));
    assertEquals(415, shop.post("/v1/files", "{}").statusCode());
    assertEquals(List.of(), kept());
    assertEquals(List.of(), staged());
    JsonNode shorter =
        ok(
            shop.form(
                "/v1/files",
                field("purpose", "batch"),
                nameless("file", line),
                field("expires_after[anchor]", "created_at"),
                field("expires_after[seconds]", "3600")));
    assertEquals(
        3600, shorter.path("expires_at").longValue() - shorter.path("created_at").longValue());
  }

  @Test
  void whatOneOwnerKeepsIsBounded() throws Exception {
    byte[] large = new byte[60 << 10];
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(
          ok(shop.form("/v1/files", nameless("file", large), field("purpose", "batch")))
              .path("id")
              .stringValue());
    }
    assertEquals("file", wrong(429, nameless("file", large), field("purpose", "batch")));
    assertEquals(4, kept().size());
    ok(shop.delete("/v1/files/" + ids.getFirst()));
    ok(shop.form("/v1/files", nameless("file", large), field("purpose", "batch")));
    for (String id : ids.subList(1, 4)) {
      ok(shop.delete("/v1/files/" + id));
    }
    for (int i = 1; i < 40; i++) {
      upload("x");
    }
    assertEquals("file", wrong(429, nameless("file", new byte[1]), field("purpose", "batch")));
  }

  @Test
  void aFileThatABatchReadsStaysUntilItHasEnded() throws Exception {
    String input = upload(line("a", "{\"prompt\":\"x\"}"));
    String id = ok(shop.post("/v1/batches", create(input))).path("id").stringValue();
    assertEquals(
        "file_in_use", refused(400, shop.delete("/v1/files/" + input)).path("code").stringValue());
    finish(id);
    ok(shop.delete("/v1/files/" + input));
  }

  @Test
  void whatACrashLeavesOfFilesIsGoneAfterTheNextStart() throws Exception {
    String kept = upload("x");
    Files.createFile(folder.resolve("files").resolve("file-01K8SGYNNNVBQTXNR4MM964S7K"));
    Files.createFile(
        folder.resolve("files").resolve("staging").resolve("file-01K8SGYNNNVBQTXNR4MM964S7J"));
    FileStore again =
        FileStore.open(
            shop.database,
            folder.resolve("files"),
            DiskSpace.endless(),
            shop.world.clock,
            new UlidGenerator(shop.world.clock, new Random(1)),
            new FileLimits(1, 1, 1));
    assertEquals(List.of(kept), kept());
    assertEquals(List.of(), staged());
    assertTrue(again.find(Storefront.OWNER, kept).isPresent());
    assertTrue(again.find("somebody else", kept).isEmpty());
  }

  @Test
  void batchesThatEndedLongAgoAreForgotten() throws Exception {
    String id = begin(line("a", "{\"prompt\":\"x\"}"));
    finish(id);
    shop.world.clock.advance(Duration.ofDays(31));
    shop.worker.sweep();
    refused(404, shop.get("/v1/batches/" + id));
    assertEquals(List.of(), kept());
  }

  /** Two nodes may be at work on one owner's batches for a moment. */
  @Test
  void taskOfABatchThatAnotherNodeHasEndedMeanwhileIsStopped() throws Exception {
    String id = begin(line("a", "{\"prompt\":\"x\"}"));
    BatchWorker slow =
        worker(() -> {
          ok(shop.post("/v1/batches/" + id + "/cancel", "{}"));
          shop.worker.turn(Storefront.OWNER);
        });
    slow.turn(Storefront.OWNER);
    assertEquals("cancelled", batch(id).path("status").stringValue());
    assertEquals(1, ok(shop.get("/v1/videos")).path("data").size());
    shop.world.assertMoney(Storefront.OWNER, 1000 * World.PRICE);
  }

  @Test
  void batchThatAnotherNodeHasEndedMeanwhileKeepsItsFiles() throws Exception {
    String id = begin(line("a", "{\"prompt\":\"x\"}"), line("b", "{\"prompt\":\"y\"}"));
    List<JsonNode> ended = new ArrayList<>();
    BatchWorker slow = worker(() -> ended.add(finish(id)));
    slow.turn(Storefront.OWNER);
    assertEquals("completed", ended.getFirst().path("status").stringValue());
    assertEquals(ended, List.of(batch(id)));
    assertEquals(List.of("a", "b"), texts(lines(batch(id).path("output_file_id")), "custom_id"));
    shop.world.assertMoney(Storefront.OWNER, 1000 * World.PRICE - 2 * 400_000);
  }

  /** A kill in the middle of a line. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Something that happens once. */
  private interface Event {
    void happen() throws Exception;
  }

  /** A worker in the middle of whose first line something happens: its task is made, not noted. */
  private BatchWorker worker(Event meanwhile) {
    List<Event> events = new ArrayList<>(List.of(meanwhile));
    return worker((batch, who, key, line) -> {
      LineRequests.Asked asked = sound().ask(batch, who, key, line);
      if (!events.isEmpty()) {
        events.removeFirst().happen();
      }
      return asked;
    });
  }

  private LineRequests sound() {
    return new BatchLines(
        shop.world.tasks(), shop.generation, false, new Making(false), shop.messages);
  }

  /** How a line is asked for. */
  private interface Asking {
    LineRequests.Asked ask(Batch batch, Optional<Principal> who, String key, byte[] line)
        throws Exception;
  }

  /** Lines that are as always, but for how they are asked for. */
  private record Otherwise(LineRequests lines, Asking asking) implements LineRequests {
    @Override
    public Checked check(int number, byte[] line, String language) {
      return lines.check(number, line, language);
    }

    @Override
    public Fault fault(FileFault fault, OptionalInt line, long most, String language) {
      return lines.fault(fault, line, most, language);
    }

    @Override
    public String errors(List<Fault> faults) {
      return lines.errors(faults);
    }

    @Override
    public Asked ask(Batch batch, Optional<Principal> who, String key, byte[] line) {
      try {
        return asking.ask(batch, who, key, line);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public BatchLine.Refusal broken(Batch batch) {
      return lines.broken(batch);
    }

    @Override
    public Written write(Batch batch, BatchLine line) {
      return lines.write(batch, line);
    }
  }

  private BatchWorker worker(Asking asking) {
    return new BatchWorker(
        shop.database,
        shop.files,
        new Otherwise(sound(), asking),
        shop.world.tasks(),
        keyId -> Optional.of(new Principal(Storefront.OWNER, keyId, Optional.empty())),
        shop.world.clock,
        new BatchLimits(100, 3, 2));
  }

  static String line(String customId, String body) {
    return "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/videos\",\"body\":%s}"
        .formatted(customId, body);
  }

  private static String create(String file) {
    return "{\"input_file_id\":\"%s\",\"endpoint\":\"/v1/videos\",\"completion_window\":\"24h\"}"
        .formatted(file);
  }

  /** Ids ascend from one millisecond to the next. */
  private String upload(String... lines) throws Exception {
    shop.world.clock.advance(Duration.ofMillis(1));
    byte[] content = String.join("\n", lines).getBytes(UTF_8);
    return ok(shop.form("/v1/files", field("purpose", "batch"), nameless("file", content)))
        .path("id")
        .stringValue();
  }

  private String begin(String... lines) throws Exception {
    return ok(shop.post("/v1/batches", create(upload(lines)))).path("id").stringValue();
  }

  private String faultOf(String id) throws Exception {
    shop.worker.turn(Storefront.OWNER);
    JsonNode failed = batch(id);
    assertEquals("failed", failed.path("status").stringValue());
    return failed.path("errors").path("data").path(0).path("code").stringValue();
  }

  private JsonNode batch(String id) throws Exception {
    return ok(shop.get("/v1/batches/" + id));
  }

  /** Takes turns until the batch has ended. */
  private JsonNode finish(String id) throws Exception {
    JsonNode now = batch(id);
    for (int turn = 0; turn < 20 && isOpen(now); turn++) {
      shop.worker.turn(Storefront.OWNER);
      shop.world.finish();
      now = batch(id);
    }
    return now;
  }

  private static boolean isOpen(JsonNode batch) {
    return List.of("validating", "in_progress", "finalizing", "cancelling")
        .contains(batch.path("status").stringValue());
  }

  private List<JsonNode> lines(JsonNode fileId) throws Exception {
    HttpResponse<String> content = shop.get("/v1/files/" + fileId.stringValue() + "/content");
    assertEquals(200, content.statusCode());
    return content.body().lines().map(one -> JsonMapper.shared().readTree(one)).toList();
  }

  private static List<String> texts(Iterable<JsonNode> nodes, String member) {
    List<String> texts = new ArrayList<>();
    nodes.forEach(node -> texts.add(node.path(member).stringValue()));
    return texts;
  }

  private HttpResponse<String> keyed(String body) throws Exception {
    return shop.server.send(
        "/v1/batches",
        r ->
            r.header("Content-Type", "application/json")
                .header("Idempotency-Key", "once")
                .POST(BodyPublishers.ofString(body)));
  }

  private String wrong(int status, byte[]... parts) throws Exception {
    return refused(status, shop.form("/v1/files", parts)).path("param").stringValue();
  }

  private List<String> kept() throws IOException {
    return names(folder.resolve("files"));
  }

  private List<String> staged() throws IOException {
    return names(folder.resolve("files").resolve("staging"));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).toList();
    }
  }

  private static JsonNode ok(HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    return json(answer);
  }

  private static JsonNode refused(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    JsonNode error = json(answer).path("error");
    assertFalse(error.path("message").stringValue().isEmpty());
    return error;
  }
}
