package dev.afterglow.api.openai;

import dev.afterglow.api.IdempotencyKey;
import dev.afterglow.batches.Batch;
import dev.afterglow.batches.BatchService;
import dev.afterglow.batches.BatchStatus;
import dev.afterglow.batches.CancellingBatch;
import dev.afterglow.batches.Creating;
import dev.afterglow.batches.NewBatch;
import dev.afterglow.batches.Page;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v1/batches}: many requests for videos in one file. */
final class Batches {
  /** What all lines of a batch ask. */
  static final String ENDPOINT = "/v1/videos";

  private static final String WINDOW = "24h";
  private static final Pattern IDS = Pattern.compile("batch_[0-9A-Z]{26}");
  private static final Set<String> KNOWN =
      Set.of("input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after");
  private static final int USUAL_PAGE = 20;
  private static final int LARGEST_PAGE = 100;
  private static final int OPEN_RETRY_SECONDS = 60;
  private static final int MOST_METADATA = 16;
  private static final int LONGEST_KEY = 64;
  private static final int LONGEST_VALUE = 512;

  private final BatchService batches;

  Batches(BatchService batches) {
    this.batches = batches;
  }

  /** {@code POST /v1/batches}. */
  Answer create(Exchange exchange) throws IOException {
    Fields fields = Fields.read(exchange);
    for (String name : fields.names()) {
      if (!KNOWN.contains(name)) {
        String shown = Printable.of(name);
        throw OpenAiErrors.invalid(shown, "unknown_parameter", "openai.unknown", shown);
      }
    }
    require(fields, "endpoint", ENDPOINT);
    require(fields, "completion_window", WINDOW);
    NewBatch wanted =
        new NewBatch(
            exchange.caller().ownerId(),
            exchange.caller().keyId(),
            required(fields, "input_file_id"),
            exchange.language().code(),
            metadata(fields.member("metadata")),
            Lifetime.read(fields.member("output_expires_after"), "output_expires_after").duration(),
            IdempotencyKey.of(exchange));
    return switch (batches.create(wanted)) {
      case Creating.Created(Batch batch) -> Answer.json(show(batch));
      case Creating.Replayed(Batch batch) ->
          Answer.json(show(batch)).with("Idempotency-Replayed", "true");
      case Creating.KeyReused _ ->
          throw ApiError.of(ErrorKind.UNPROCESSABLE, Text.of("idempotency.reused"));
      case Creating.NoFile _ -> throw BatchFiles.noFile("input_file_id");
      case Creating.NotInput _ ->
          throw OpenAiErrors.invalid("input_file_id", "invalid_value", "openai.batch.output-file");
      case Creating.TooMany(int most) ->
          throw ApiError.tooMany(OPEN_RETRY_SECONDS, Text.of("openai.batch.open", most));
    };
  }

  /** {@code GET /v1/batches?limit=&after=}. */
  Answer list(Exchange exchange) {
    Page<Batch> page =
        batches.list(
            exchange.caller().ownerId(), Lists.page(exchange, IDS, 1, USUAL_PAGE, LARGEST_PAGE));
    return Answer.json(Lists.body(page.items().stream().map(Batches::show).toList(), page.more()));
  }

  /** {@code GET /v1/batches/{id}}. */
  Answer retrieve(Exchange exchange) {
    return batches
        .find(exchange.caller().ownerId(), exchange.variable("id"))
        .map(batch -> Answer.json(show(batch)))
        .orElseThrow(Batches::none);
  }

  /** {@code POST /v1/batches/{id}/cancel}. */
  Answer cancel(Exchange exchange) {
    return switch (batches.cancel(exchange.caller().ownerId(), exchange.variable("id"))) {
      case CancellingBatch.Stopping(Batch batch) -> Answer.json(show(batch));
      case CancellingBatch.TooLate(Batch batch) ->
          // Not 409, which the clients would repeat at once.
          throw OpenAiErrors.invalid(
              "id", "batch_not_cancellable", "openai.batch.late", batch.status().wire());
      case CancellingBatch.NotFound _ -> throw none();
    };
  }

  private static ApiError none() {
    return OpenAiErrors.nothing("id", "openai.batch.none");
  }

  private static String required(Fields fields, String name) {
    return fields
        .text(name)
        .orElseThrow(
            () -> OpenAiErrors.invalid(name, "missing_required_parameter", "openai.missing", name));
  }

  private static void require(Fields fields, String name, String only) {
    String said = required(fields, name);
    if (!said.equals(only)) {
      throw OpenAiErrors.value(name, said, List.of(only));
    }
  }

  private static Optional<String> metadata(Optional<JsonNode> said) {
    if (said.isEmpty()) {
      return Optional.empty();
    }
    JsonNode object = said.get();
    boolean sound =
        object.isObject()
            && object.size() <= MOST_METADATA
            && object
                .propertyStream()
                .allMatch(member ->
                    member.getKey().length() <= LONGEST_KEY
                        && member.getValue().isString()
                        && member.getValue().stringValue().length() <= LONGEST_VALUE);
    if (!sound) {
      throw OpenAiErrors.invalid(
          "metadata",
          "invalid_value",
          "openai.metadata",
          MOST_METADATA,
          LONGEST_KEY,
          LONGEST_VALUE);
    }
    return Optional.of(object.toString());
  }

  private static Map<String, @Nullable Object> show(Batch batch) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", batch.id());
    shown.put("object", "batch");
    shown.put("endpoint", ENDPOINT);
    shown.put("errors", batch.errors().map(Batches::json).orElse(null));
    shown.put("input_file_id", batch.inputFileId());
    shown.put("completion_window", WINDOW);
    shown.put("status", batch.status().wire());
    shown.put("output_file_id", batch.outputFileId().orElse(null));
    shown.put("error_file_id", batch.errorFileId().orElse(null));
    shown.put("created_at", batch.times().createdAt().getEpochSecond());
    shown.put("in_progress_at", seconds(batch.times().inProgressAt()));
    shown.put("expires_at", batch.times().expiresAt().getEpochSecond());
    shown.put("finalizing_at", seconds(batch.times().finalizingAt()));
    shown.put("completed_at", ended(batch, BatchStatus.COMPLETED));
    shown.put("failed_at", ended(batch, BatchStatus.FAILED));
    shown.put("expired_at", ended(batch, BatchStatus.EXPIRED));
    shown.put("cancelling_at", seconds(batch.times().cancellingAt()));
    shown.put("cancelled_at", ended(batch, BatchStatus.CANCELLED));
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("total", batch.counts().total());
    counts.put("completed", batch.counts().completed());
    counts.put("failed", batch.counts().failed());
    shown.put("request_counts", counts);
    shown.put("metadata", batch.metadata().map(Batches::json).orElse(null));
    return shown;
  }

  private static JsonNode json(String written) {
    return JsonMapper.shared().readTree(written);
  }

  private static @Nullable Long ended(Batch batch, BatchStatus how) {
    return batch.status() == how ? seconds(batch.times().endedAt()) : null;
  }

  private static @Nullable Long seconds(Optional<Instant> moment) {
    return moment.map(Instant::getEpochSecond).orElse(null);
  }
}
