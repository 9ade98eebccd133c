package dev.afterglow.engines.comfyui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Fetched;
import dev.afterglow.engines.Engine.Found;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.Reply;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorTrial;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** ComfyUI as observed from 0.3.64 to 0.33, and as it goes wrong. */
final class ComfyEngineTest {
  static final List<String> SHIPPED = ComfyWorkflow.WORKFLOWS.names();
  private static final String ID = JobUuid.of("01JOB");
  private static final EngineJob JOB = new EngineJob("01JOB", new Ticket(ID));
  private static final JobKey KEY = new JobKey("01JOB", Instant.EPOCH);
  private static final Job TEXT = VendorTrial.text(1280, 736, 5);
  private static final String HISTORY = "GET /history/" + ID;
  private static final String CANCEL = "POST /api/jobs/" + ID + "/cancel";
  private static final Reply IDLE = Reply.json(200, "{\"queue_running\":[],\"queue_pending\":[]}");
  private static final Reply RUNNING = queue("[[4,\"" + ID + "\",{},{},[\"3\"]]]", "[]");
  private static final Reply WAITING =
      queue("[[4,\"other\",{},{},[]]]", "[[9,\"x\",{}],[5,\"" + ID + "\",{}]]");

  @TempDir Path folder;
  private final VendorTrial trial = new VendorTrial();
  private final ScriptedUpstream comfy = trial.vendor();
  private Engine engine;

  @BeforeEach
  void open() throws TemplateRefused {
    engine = engine(ComfyWorkflow.WORKFLOWS.shipped("wan-2.2"));
  }

  @AfterEach
  void close() {
    engine.close();
    trial.close();
  }

  @Test
  void filmFromTextIsQueuedUnderOurIdAndFetched() throws IOException {
    comfy.on("POST /prompt", accepted());
    comfy.on("GET /queue", WAITING, RUNNING, IDLE);
    comfy.on(
        HISTORY,
        history(
            "success",
            "{\"2\":{\"images\":[{\"filename\":\"p.mp4\",\"type\":\"temp\"}]},\"3\":{\"images\":[{"
                + "\"filename\":\"a b_00001_.mp4\",\"subfolder\":\"afterglow\",\"type\":\"output\""
                + "}],\"animated\":[true]}}",
            "[[\"execution_start\",{}],[\"execution_success\",{}]]"));
    comfy.on(
        "GET /view?filename=a+b_00001_.mp4&subfolder=afterglow&type=output",
        Reply.file(VendorTrial.FILM, "\"1\""));

    Submission.Accepted accepted = assertInstanceOf(Submission.Accepted.class, engine.submit(TEXT));
    assertEquals(new Ticket(ID), accepted.ticket());
    assertInstanceOf(Progress.Queued.class, engine.poll(JOB));
    assertInstanceOf(Progress.Running.class, engine.poll(JOB));
    Progress.Done done = assertInstanceOf(Progress.Done.class, engine.poll(JOB));
    EngineJob made = new EngineJob("01JOB", done.made());
    Path file = folder.resolve("film.mp4");
    assertInstanceOf(Fetched.Saved.class, engine.fetch(made, file));
    assertArrayEquals(VendorTrial.FILM, Files.readAllBytes(file));
    engine.forget(made);
    assertEquals(
        "{\"delete\":[\"" + ID + "\"]}", comfy.requests("POST /history").getFirst().text());

    JsonNode order = new ObjectMapper().readTree(comfy.requests("POST /prompt").getFirst().body());
    assertEquals(ID, order.path("prompt_id").asString());
    assertEquals("a \"tram\" at dusk", order.at("/prompt/5/inputs/text").asString());
    assertEquals(121, order.at("/prompt/8/inputs/length").asInt());
    assertEquals("afterglow/" + ID, order.at("/prompt/12/inputs/filename_prefix").asString());
    assertEquals("[\"1\",0]", order.at("/prompt/4/inputs/model").toString());
    assertEquals("Bearer " + VendorTrial.KEY, comfy.requests().getFirst().header("Authorization"));
  }

  @Test
  void pictureIsUploadedAheadAndNamedAsComfyNamedIt() {
    comfy.on(
        "POST /upload/image",
        Reply.json(200, "{\"name\":\"a (1).png\",\"subfolder\":\"afterglow\",\"type\":\"input\"}"));
    comfy.on("POST /prompt", accepted());
    assertInstanceOf(Submission.Accepted.class, engine.submit(VendorTrial.picture(736, 1280, 4)));
    String form = comfy.requests("POST /upload/image").getFirst().text();
    assertTrue(form.contains("name=\"image\"; filename=\"" + ID + ".png\""), form);
    assertTrue(form.contains("name=\"overwrite\""), form);
    String order = comfy.requests("POST /prompt").getFirst().text();
    assertTrue(order.contains("\"image\":\"afterglow/a (1).png\""), order);
    assertTrue(order.contains("\"start_image\":[\"7\",0]"), order);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 413, 404})
  void uploadThatFailsOrdersNothing(int status) {
    comfy.on("POST /upload/image", Reply.json(status, "{}"));
    Submission answer = engine.submit(VendorTrial.picture(736, 1280, 4));
    assertFalse(answer instanceof Submission.Accepted, answer::toString);
    assertFalse(answer instanceof Submission.Unknown, answer::toString);
    assertEquals(0, comfy.requests("POST /prompt").size());
  }

  @Test
  void orderThatIsThereAlreadyIsAccepted() {
    comfy.on("POST /prompt", Reply.json(409, "{\"error\":\"prompt_id already exists\"}"));
    assertInstanceOf(Submission.Accepted.class, engine.submit(TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing_node_type", "prompt_no_outputs", "invalid_prompt"})
  void workflowThatDoesNotFitTheInstallationIsTheOperatorsMatter(String type) {
    comfy.on(
        "POST /prompt",
        Reply.json(400, "{\"error\":{\"type\":\"" + type + "\",\"message\":\"m\"}}"));
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertEquals(Scope.ENGINE, answer.scope());
  }

  @Test
  void missingModelFileIsNamedForTheOperator() {
    comfy.on("POST /prompt", invalid("value_not_in_list", "unet_name: 'wan' not in []"));
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertTrue(answer.detail().contains("unet_name: 'wan' not in []"), answer.detail());
  }

  @Test
  void valuesThatANodeDoesNotTakeAreRefused() {
    comfy.on("POST /prompt", invalid("value_bigger_than_max", "width"));
    Submission.Refused refused = assertInstanceOf(Submission.Refused.class, engine.submit(TEXT));
    assertTrue(refused.elsewhere());
  }

  @ParameterizedTest
  @CsvSource({
    "401,CREDENTIAL",
    "402,CREDENTIAL",
    "403,CREDENTIAL",
    "429,ENGINE",
    "503,ENGINE",
    "404,ENGINE"
  })
  void comfyThatTakesNoJobIsUnavailable(int status, Scope scope) {
    comfy.on("POST /prompt", Reply.json(status, "{\"error\":\"" + VendorTrial.KEY + "\"}"));
    Submission.Unavailable answer =
        assertInstanceOf(Submission.Unavailable.class, engine.submit(TEXT));
    assertEquals(scope, answer.scope());
    assertFalse(answer.detail().contains(VendorTrial.KEY), answer.detail());
  }

  @Test
  void answersThatProveNothingAreUnknownAndSearchedFor() {
    List<Reply> replies =
        List.of(
            Reply.hangUp(),
            Reply.bytes(500, new byte[] {'x'}),
            Reply.json(200, "<html>"),
            Reply.json(200, "{\"prompt_id\":\"another\"}"),
            Reply.json(200, "{}"));
    for (Reply reply : replies) {
      comfy.forget("POST /prompt").on("POST /prompt", reply);
      assertInstanceOf(Submission.Unknown.class, engine.submit(TEXT));
    }
    assertEquals(replies.size(), comfy.requests("POST /prompt").size());

    comfy.on("GET /queue", WAITING, RUNNING, IDLE);
    comfy.on(HISTORY, history("success", "{}", "[]"), Reply.json(200, "{}"), Reply.status(500));
    assertInstanceOf(Found.Here.class, engine.find(KEY));
    assertInstanceOf(Found.Here.class, engine.find(KEY));
    assertInstanceOf(Found.Here.class, engine.find(KEY));
    assertInstanceOf(Found.Absent.class, engine.find(KEY));
    assertInstanceOf(Found.Unanswerable.class, engine.find(KEY));
    comfy.forget("GET /queue").on("GET /queue", Reply.json(200, "<html>"));
    assertInstanceOf(Found.Unanswerable.class, engine.find(KEY));
  }

  @Test
  void jobThatARestartForgotIsLost() {
    comfy.on("GET /queue", IDLE).on(HISTORY, Reply.json(200, "{}"));
    assertInstanceOf(Progress.Lost.class, engine.poll(JOB));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "404;{}",
        "410;{}",
        "500;{}",
        "502;<html>",
        "200;<html>",
        "200;{}",
        "200;[]",
        "200;{\"queue_running\":7}",
        "401;{}"
      })
  void queueThatCannotBeReadSaysNothing(int status, String body) {
    comfy.on("GET /queue", Reply.json(status, body));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(JOB));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"404;{}", "500;{}", "200;<html>", "200;[]", "200;{\"other\":{}}"})
  void historyThatCannotBeReadSaysNothing(int status, String body) {
    comfy.on("GET /queue", IDLE).on(HISTORY, Reply.json(status, body));
    assertInstanceOf(Progress.Unreadable.class, engine.poll(JOB));
  }

  @Test
  void errorCountsThoughThereAreFilesOfEarlierNodes() {
    comfy.on("GET /queue", IDLE);
    comfy.on(
        HISTORY,
        history(
            "error",
            "{\"3\":{\"images\":[{\"filename\":\"a.mp4\",\"subfolder\":\"\",\"type\":\"output\"}]}}",
            "[[\"execution_start\",{}],[\"execution_error\",{\"node_type\":\"KSampler\","
                + "\"exception_type\":\"OutOfMemoryError\",\"exception_message\":\"CUDA\"}]]"),
        history("error", "{}", "[[\"execution_interrupted\",{}]]"),
        history("success", "{}", "[]"),
        history("success", "{\"3\":7,\"4\":{\"images\":[7,{}]}}", "{}"));
    Progress.Failed failed = assertInstanceOf(Progress.Failed.class, engine.poll(JOB));
    assertEquals("KSampler: OutOfMemoryError: CUDA", failed.failure().detail());
    assertEquals(
        new Failure(Failure.Kind.BROKEN, "interrupted"),
        assertInstanceOf(Progress.Failed.class, engine.poll(JOB)).failure());
    assertInstanceOf(Progress.Failed.class, engine.poll(JOB));
    assertInstanceOf(Progress.Failed.class, engine.poll(JOB));
  }

  @Test
  void newVersionsAreAskedToStopByTheJobsId() {
    comfy.on(
        CANCEL,
        Reply.json(200, "{\"cancelled\":true}"),
        Reply.json(200, "{\"cancelled\":false}"),
        Reply.json(500, "{}"));
    assertInstanceOf(Cancellation.Asked.class, engine.cancel(JOB));
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(JOB));
    assertInstanceOf(Cancellation.Unreadable.class, engine.cancel(JOB));
  }

  @Test
  void oldVersionsAreInterruptedOnlyWhereOurJobRuns() {
    comfy.on("GET /queue", WAITING, RUNNING, IDLE);
    comfy.on("POST /queue", Reply.status(200)).on("POST /interrupt", Reply.status(200));
    assertInstanceOf(Cancellation.Asked.class, engine.cancel(JOB));
    assertEquals("{\"delete\":[\"" + ID + "\"]}", comfy.requests("POST /queue").getFirst().text());
    assertEquals(0, comfy.requests("POST /interrupt").size());
    assertInstanceOf(Cancellation.Asked.class, engine.cancel(JOB));
    assertEquals(1, comfy.requests("POST /interrupt").size());
    assertInstanceOf(Cancellation.TooLate.class, engine.cancel(JOB));
    assertEquals(1, comfy.requests("POST /interrupt").size());
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void graphsOfShippedWorkflowsHangTogether(String name) throws TemplateRefused, IOException {
    ComfyWorkflow workflow = ComfyWorkflow.WORKFLOWS.shipped(name);
    assertTrue(workflow.file().capabilities().fromText());
    assertTrue(workflow.file().capabilities().fromPicture());
    JsonNode file =
        new ObjectMapper().readTree(ComfyWorkflow.class.getResourceAsStream(name + ".json"));
    for (String kind : List.of("text", "picture")) {
      JsonNode graph = file.path(kind);
      for (Map.Entry<String, JsonNode> node : graph.properties()) {
        for (JsonNode input : node.getValue().path("inputs")) {
          if (input.isArray()) {
            assertTrue(graph.has(input.path(0).asString()), name + " " + kind + node.getKey());
          }
        }
      }
      String text = graph.toString();
      assertTrue(text.contains("{{prompt}}") && text.contains("afterglow/{{uuid}}"), name);
      assertTrue(text.contains("{{frames}}") && text.contains("{{seed31}}"), name);
    }
  }

  @Test
  void mistakesInAWorkflowAreToldAllAtOnce() throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(
        file,
        "{\"text\":{\"1\":{\"inputs\":{\"text\":\"{{promt}}\"}}},\"picture\":{\"1\":{}},"
            + "\"secs\":[4]}");
    TemplateRefused refused =
        assertThrows(TemplateRefused.class, () -> ComfyWorkflow.WORKFLOWS.read(file));
    assertTrue(refused.problems().size() >= 4, () -> refused.lines(Language.EN).toString());
    assertEquals(refused.problems().size(), refused.lines(Language.ZH).size());
  }

  private Engine engine(ComfyWorkflow workflow) {
    return ComfyEngine.open(
        ComfySettings.standard("comfy"),
        workflow,
        trial.client(comfy.url(), Credentials.bearer(VendorTrial.KEY)),
        () -> Instant.EPOCH);
  }

  private static Reply accepted() {
    return Reply.json(200, "{\"prompt_id\":\"" + ID + "\",\"number\":12,\"node_errors\":{}}");
  }

  private static Reply queue(String running, String waiting) {
    return Reply.json(200, "{\"queue_running\":" + running + ",\"queue_pending\":" + waiting + "}");
  }

  private static Reply invalid(String type, String details) {
    return Reply.json(
        400,
        "{\"error\":{\"type\":\"prompt_outputs_failed_validation\",\"message\":\"m\"},"
            + "\"node_errors\":{\"1\":{\"class_type\":\"UNETLoader\",\"errors\":[{\"type\":\""
            + type
            + "\",\"message\":\"Value\",\"details\":\""
            + details
            + "\"}]}}}");
  }

  private static Reply history(String status, String outputs, String messages) {
    return Reply.json(
        200,
        "{\""
            + ID
            + "\":{\"prompt\":[4,\""
            + ID
            + "\",{},{},[]],\"outputs\":"
            + outputs
            + ",\"status\":{\"status_str\":\""
            + status
            + "\",\"completed\":true,\"messages\":"
            + messages
            + "}}}");
  }
}
