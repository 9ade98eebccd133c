package dev.afterglow.engines.openai;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Scope;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Picture;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.Multipart;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.RequestBody.Piece;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.JobState;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The OpenAI video API as its relatives really speak it: {@code POST /videos}, {@code GET
 * /videos/{id}}, {@code GET /videos/{id}/content}, {@code DELETE /videos/{id}}. A poll is read by
 * its body before its status, because vllm-omni tells of a failed job with HTTP 500. What an answer
 * says of size, length and progress is not relied on.
 */
final class OpenAiProtocol implements VendorProtocol {
  private static final String VIDEOS = "videos";

  /** A picture of 10 MB over a slow line. */
  private static final Duration ORDER_DEADLINE = Duration.ofMinutes(2);

  private static final Duration CREDENTIAL_PAUSE = Duration.ofMinutes(5);
  private static final Duration MISFIT_PAUSE = Duration.ofMinutes(1);

  /** Codes that mean the operator's account, whatever the status. */
  private static final Set<String> ACCOUNT_CODES =
      Set.of(
          "insufficient_quota",
          "insufficient_user_quota",
          "billing_hard_limit_reached",
          "billing_not_active",
          "invalid_api_key");

  private static final Set<String> INPUT_CODES = Set.of("400", "413", "415", "422");

  private final OpenAiSettings settings;
  private final Flavour flavour;
  private final String model;
  private final AnswerRules rules;

  /**
   * @param model the engine's name for its model
   */
  OpenAiProtocol(OpenAiSettings settings, String model, AnswerRules rules) {
    this.settings = settings;
    this.flavour = settings.flavour();
    this.model = model;
    this.rules = rules;
  }

  @Override
  public Order order(Job job) {
    if (job.picture().isPresent() && !settings.capabilities().fromPicture()) {
      return new Order.Unfit(
          new Failure(Failure.Kind.INVALID_INPUT, "this engine makes no films from pictures"),
          true);
    }
    JobValues values = new JobValues(job, model, settings.framesPerSecond());
    values.with("audio", settings.capabilities().audio());
    if (flavour.secondsAsText()) {
      values.with("seconds", Integer.toString(job.format().seconds()));
    }
    RequestBody body = flavour.form() ? form(job, values) : template(job).fill(job, values);
    return Order.send(
        EngineRequest.post(UpstreamAddress.path("/" + VIDEOS), body).within(ORDER_DEADLINE));
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    if (answer.isSuccess()) {
      return answer
          .firstString("/id", "/data/id", "/task_id", "/data/task_id")
          .flatMap(FilmTicket::named)
          .map(ticket -> new Submission.Accepted(ticket.written()));
    }
    String said = "HTTP " + answer.status() + ": " + answer.complaint();
    if (isRefusal(answer) && isFlagged(answer)) {
      Failure failure = new Failure(Failure.Kind.CONTENT_REFUSED, said);
      return Optional.of(new Submission.Refused(failure, false));
    }
    if (isRefusal(answer) && code(answer).filter(ACCOUNT_CODES::contains).isPresent()) {
      return Optional.of(rules.unavailable(answer, said, CREDENTIAL_PAUSE, Scope.CREDENTIAL));
    }
    if (isWrongModel(answer)) {
      return Optional.of(rules.unavailable(answer, said, MISFIT_PAUSE, Scope.ENGINE));
    }
    // The rules look at the message alone; here a refusal may stand in the code.
    if (answer.status() != 400 && answer.status() != 422) {
      return Optional.empty();
    }
    Optional<String> word =
        code(answer).filter(code -> !code.equals(Integer.toString(answer.status())));
    return Optional.of(AnswerRules.refused(word.map(code -> code + ": ").orElse("") + said));
  }

  @Override
  public EngineRequest question(EngineJob job) {
    return EngineRequest.get(video(job));
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    FilmTicket ticket = FilmTicket.of(job);
    VendorAnswer video = unwrapped(answer);
    boolean ours = video.string("/id").filter(ticket.id()::equals).isPresent();
    if (!answer.isSuccess() && !ours) {
      return Optional.empty(); // somebody on the way, such as a proxy, and not the engine
    }
    return video
        .string("/status")
        .flatMap(JobState::of)
        .map(state -> progress(state, ticket, video));
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    FilmTicket ticket = FilmTicket.of(job);
    return ticket.filmAddress(UpstreamAddress.segments(VIDEOS, ticket.id(), "content"));
  }

  /** A deleted job makes no film that anybody could get, though the engine may compute on. */
  @Override
  public Optional<EngineRequest> stop(EngineJob job) {
    return removal(job);
  }

  @Override
  public Optional<Cancellation> readStop(EngineJob job, VendorAnswer answer) {
    boolean deleted =
        answer.json().path("deleted").asBoolean(false)
            || answer.string("/status").filter("deleted"::equals).isPresent()
            || answer.status() == 204;
    if (answer.isSuccess() && deleted) {
      return Optional.of(new Cancellation.Stopped());
    }
    boolean underWay =
        answer.status() == 409
            && answer.complaint().toLowerCase(Locale.ROOT).contains("cancellation");
    return underWay ? Optional.of(new Cancellation.Asked()) : Optional.empty();
  }

  @Override
  public Optional<EngineRequest> removal(EngineJob job) {
    return flavour.deletes() ? Optional.of(EngineRequest.delete(video(job))) : Optional.empty();
  }

  private Progress progress(JobState state, FilmTicket ticket, VendorAnswer video) {
    OptionalLong cost = flavour.cost().map(video::dollars).orElse(OptionalLong.empty());
    return switch (state) {
      case WAITING -> new Progress.Queued(settings.pollInterval());
      case WORKING -> new Progress.Running(video.percent("/progress"), settings.pollInterval());
      case MADE -> {
        Optional<String> film = video.firstString(flavour.films().toArray(String[]::new));
        yield new Progress.Done(ticket.withFilm(film).written(), cost);
      }
      case FAILED -> new Progress.Failed(failure(video), cost);
    };
  }

  /** The whole answer is no reason: it holds the prompt, whose words would be taken for one. */
  private static Failure failure(VendorAnswer video) {
    String why =
        video
            .firstString("/error/message", "/error", "/message", "/fail_reason")
            .orElse("no reason given");
    Optional<String> code = code(video);
    String status = video.string("/status").orElse("");
    boolean input = code.filter(INPUT_CODES::contains).isPresent();
    return AnswerRules.failure(
        status + code.map(known -> ", " + known).orElse("") + ": " + why,
        input ? Failure.Kind.INVALID_INPUT : Failure.Kind.BROKEN);
  }

  private static Optional<String> code(VendorAnswer answer) {
    return answer.firstString("/error/code", "/error/type", "/code");
  }

  private static boolean isRefusal(VendorAnswer answer) {
    return answer.status() >= 400 && answer.status() < 500;
  }

  /** OpenRouter says 403 to flagged content, and names the reasons. */
  private static boolean isFlagged(VendorAnswer answer) {
    JsonNode metadata = answer.json().at("/error/metadata");
    return metadata.has("reasons") || metadata.has("flagged_input");
  }

  private static boolean isWrongModel(VendorAnswer answer) {
    return answer.status() == 400
        && (code(answer).filter("model_not_found"::equals).isPresent()
            || answer.complaint().toLowerCase(Locale.ROOT).contains("model mismatch"));
  }

  /** Some gateways wrap the job in {@code data}. */
  private static VendorAnswer unwrapped(VendorAnswer answer) {
    JsonNode data = answer.json().path("data");
    return !answer.json().has("status") && data.has("status")
        ? new VendorAnswer(answer.status(), answer.headers(), data, answer.text())
        : answer;
  }

  private static UpstreamAddress video(EngineJob job) {
    return UpstreamAddress.segments(VIDEOS, FilmTicket.of(job).id());
  }

  private BodyTemplate template(Job job) {
    return job.picture().isPresent() ? flavour.pictureOrder() : flavour.order();
  }

  private RequestBody form(Job job, JobValues values) {
    Multipart form = new Multipart("afterglow-" + JobUuid.of(job.id()));
    template(job)
        .fillPlain(job, values)
        .properties()
        .forEach(member -> form.field(member.getKey(), text(member.getValue())));
    if (job.picture().isPresent() && flavour.pictureField().isPresent()) {
      Picture picture = job.picture().get();
      String name = "picture." + picture.format().name().toLowerCase(Locale.ROOT);
      form.file(
          flavour.pictureField().get(),
          name,
          picture.format().mediaType(),
          Piece.bytes(picture.bytes()));
    }
    return form.body();
  }

  private static String text(JsonNode value) {
    return value.isContainer() ? value.toString() : value.asString();
  }
}
