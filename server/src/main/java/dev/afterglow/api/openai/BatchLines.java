package dev.afterglow.api.openai;

import dev.afterglow.api.AcceptedTask;
import dev.afterglow.api.Making;
import dev.afterglow.api.OpenAiDialect;
import dev.afterglow.batches.Batch;
import dev.afterglow.batches.BatchLine;
import dev.afterglow.batches.LineRequests;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.generation.PictureRule;
import dev.afterglow.generation.Principal;
import dev.afterglow.generation.SpecHash;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Json;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Argument;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of batches as OpenAI wrote them: {@code {"custom_id", "method", "url", "body"}} in the
 * file that comes, {@code {"id", "custom_id", "response", "error"}} in those that go.
 */
public final class BatchLines implements LineRequests {
  private static final Set<String> MEMBERS = Set.of("custom_id", "method", "url", "body");
  private static final int LONGEST_CUSTOM_ID = 256;
  private static final int BLOCKED = 400;

  private final Tasks tasks;
  private final GenerationService generation;
  private final PictureRule pictures;
  private final VideoView view;
  private final Messages messages;
  private final OpenAiDialect dialect = new OpenAiDialect(Language.EN);

  /**
   * @param fitReference whether a picture of another size is cropped to fit, and not refused
   * @param making what owners are told of how their films are made
   */
  public BatchLines(
      Tasks tasks,
      GenerationService generation,
      boolean fitReference,
      Making making,
      Messages messages) {
    this.tasks = tasks;
    this.generation = generation;
    this.pictures = fitReference ? PictureRule.FITS_FILM : PictureRule.MATCHES_FILM;
    this.view = new VideoView(tasks, making);
    this.messages = messages;
  }

  @Override
  public Checked check(int number, byte[] line, String language) {
    try {
      return new Checked.Sound(customId(Json.read(line)));
    } catch (ApiError error) {
      return new Checked.Faulty(
          new Fault(
              OptionalInt.of(number),
              error.code().orElse("invalid_json_line"),
              dialect.message(error, messages, language(language)),
              error.param()));
    }
  }

  private static String customId(JsonNode line) {
    if (!line.isObject()) {
      throw ApiError.invalid("openai.line.object", Fields.type(line)).coded("invalid_json_line");
    }
    Fields fields = Fields.of(line);
    for (String name : MEMBERS.stream().sorted().toList()) {
      if (fields.member(name).isEmpty()) {
        throw OpenAiErrors.invalid(name, "missing_required_parameter", "openai.missing", name);
      }
    }
    String customId = fields.text("custom_id").orElseThrow();
    boolean plain = Printable.plain(customId).equals(customId); // or answers would not find it
    if (customId.length() > LONGEST_CUSTOM_ID || !plain) {
      throw OpenAiErrors.invalid("custom_id", "invalid_value", "openai.line.id", LONGEST_CUSTOM_ID);
    }
    String method = fields.text("method").orElseThrow();
    if (!method.toUpperCase(Locale.ROOT).equals("POST")) {
      throw OpenAiErrors.value("method", method, List.of("POST"));
    }
    String url = fields.text("url").orElseThrow();
    if (!url.equals(Batches.ENDPOINT)) {
      throw OpenAiErrors.value("url", url, List.of(Batches.ENDPOINT));
    }
    JsonNode body = fields.member("body").orElseThrow();
    if (!body.isObject()) {
      throw OpenAiErrors.invalid("body", "invalid_type", "openai.line.body", Fields.type(body));
    }
    return customId;
  }

  @Override
  public Fault fault(FileFault fault, OptionalInt line, long most, String language) {
    String key = "openai.batch." + fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Argument bound =
        fault == FileFault.LINE_TOO_LONG
            ? new Argument.Size(most)
            : new Argument.Plain(Long.toString(most));
    String code =
        switch (fault) {
          case EMPTY -> "empty_file";
          case TOO_MANY_LINES -> "too_many_tasks";
          case LINE_TOO_LONG -> "line_too_long";
          case SAME_CUSTOM_ID -> "duplicate_custom_id";
          case GONE -> "file_not_found";
        };
    Optional<String> param =
        fault == FileFault.SAME_CUSTOM_ID ? Optional.of("custom_id") : Optional.empty();
    return new Fault(line, code, messages.text(language(language), Text.of(key, bound)), param);
  }

  @Override
  public String errors(List<Fault> faults) {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (Fault fault : faults) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("code", fault.code());
      one.put("line", fault.line().isPresent() ? fault.line().getAsInt() : null);
      one.put("message", fault.message());
      one.put("param", fault.param().orElse(null));
      shown.add(one);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("object", "list");
    body.put("data", shown);
    return json(body);
  }

  @Override
  public Asked ask(Batch batch, Optional<Principal> who, String idempotencyKey, byte[] line) {
    try {
      Principal principal = who.orElseThrow(() -> ApiError.of(ErrorKind.AUTHENTICATION));
      CreateBody body = CreateBody.read(Fields.of(Json.read(line).path("body")));
      AcceptedTask accepted =
          AcceptedTask.of(
              generation.generate(
                  principal,
                  body.spec(),
                  body.picture(),
                  pictures,
                  Optional.of(
                      SpecHash.idempotency(idempotencyKey, body.spec(), body.picture(), pictures))),
              InputReference.NAME);
      return new Asked.Accepted(accepted.task().id());
    } catch (ApiError error) {
      return passes(error.kind()) ? new Asked.Later() : new Asked.Refused(refusal(batch, error));
    }
  }

  /** What is not so at another moment. */
  private static boolean passes(ErrorKind kind) {
    return switch (kind) {
      case RATE_LIMIT, UNAVAILABLE, CONFLICT, TIMEOUT, BAD_GATEWAY -> true;
      default -> false;
    };
  }

  @Override
  public BatchLine.Refusal broken(Batch batch) {
    return refusal(batch, ApiError.of(ErrorKind.SERVER));
  }

  private BatchLine.Refusal refusal(Batch batch, ApiError error) {
    String message = dialect.message(error, messages, language(batch.language()));
    return new BatchLine.Refusal(
        error.kind().status(), json(dialect.errorBody(error, message, batch.id())));
  }

  @Override
  public Written write(Batch batch, BatchLine line) {
    return switch (line.state()) {
      case COMPLETED -> made(batch, line);
      case FAILED ->
          line.refusal().isPresent()
              ? answered(batch, line, line.refusal().get())
              : made(batch, line);
      case EXPIRED -> unanswered(batch, line, "batch_expired", "openai.batch.expired");
      case CANCELLED -> unanswered(batch, line, "batch_cancelled", "openai.batch.cancelled");
      case WAITING, MADE -> throw new IllegalStateException("a line that has not ended");
    };
  }

  /** As the video is now: whoever has deleted it meanwhile reads that there is none. */
  private Written made(Batch batch, BatchLine line) {
    Optional<Task> task = line.taskId().flatMap(id -> tasks.find(batch.ownerId(), id));
    if (task.isEmpty()) {
      return answered(batch, line, refusal(batch, OpenAiErrors.noVideo("id")));
    }
    Map<String, @Nullable Object> video =
        view.show(
                List.of(task.get()),
                batch.ownerId(),
                text -> messages.text(language(batch.language()), text))
            .getFirst();
    int status =
        switch (VideoView.Status.of(task.get().displayStatus())) {
          case COMPLETED -> 200;
          case FAILED -> isBlocked(video) ? BLOCKED : ErrorKind.SERVER.status();
          case QUEUED, IN_PROGRESS -> throw new IllegalStateException("a video in the making");
        };
    return answered(batch, line, new BatchLine.Refusal(status, json(video)));
  }

  private static boolean isBlocked(Map<String, @Nullable Object> video) {
    return video.get("error") instanceof Map<?, ?> error
        && "moderation_blocked".equals(error.get("code"));
  }

  private static Written answered(Batch batch, BatchLine line, BatchLine.Refusal answer) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("status_code", answer.status());
    response.put("request_id", id(batch, line).substring("batch_".length()));
    response.put("body", JsonMapper.shared().readTree(answer.body()));
    return new Written(answer.status() == 200, written(batch, line, response, null));
  }

  private Written unanswered(Batch batch, BatchLine line, String code, String key) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", messages.text(language(batch.language()), Text.of(key)));
    return new Written(false, written(batch, line, null, error));
  }

  private static String written(
      Batch batch,
      BatchLine line,
      @Nullable Map<String, Object> response,
      @Nullable Map<String, Object> error) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", id(batch, line));
    shown.put("custom_id", line.customId());
    shown.put("response", response);
    shown.put("error", error);
    return json(shown);
  }

  private static String id(Batch batch, BatchLine line) {
    return batch.id().replace("batch_", "batch_req_") + "_" + line.number();
  }

  private static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  private static Language language(String code) {
    return Arrays.stream(Language.values())
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElse(Language.EN);
  }
}
