package dev.afterglow.engines.relay;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.JobState;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * The contract's form, seen from the client's side. Both versions of its answers are read: {@code
 * data} as an array ({@code {"status": "submitted", "task_id": ...}}) and as an object ({@code
 * {"id": ..., "object": "generation.task"}}). The order's {@code Idempotency-Key} is our job's id.
 */
final class RelayProtocol implements VendorProtocol {
  private static final String TASKS = "tasks";

  /** A picture of 10 MB in a data URI over a slow line. */
  private static final Duration ORDER_DEADLINE = Duration.ofMinutes(2);

  /** No rate matters here: the contract has none. */
  private static final int FRAMES_PER_SECOND = 24;

  private final RelaySettings settings;
  private final RelayFlavour flavour;
  private final Optional<String> pictureLink;
  private final AnswerRules rules;

  /**
   * @param pictureLink where the picture of the job lies that is about to be ordered
   */
  RelayProtocol(RelaySettings settings, Optional<String> pictureLink, AnswerRules rules) {
    this.settings = settings;
    this.flavour = settings.flavour();
    this.pictureLink = pictureLink;
    this.rules = rules;
  }

  @Override
  public boolean repeatable() {
    return flavour.idempotent();
  }

  @Override
  public Order order(Job job) {
    if (job.picture().isPresent() && flavour.pictures() == RelayFlavour.Pictures.NONE) {
      return new Order.Unfit(
          new Failure(Failure.Kind.INVALID_INPUT, "this engine makes no films from pictures"),
          true);
    }
    String model = settings.models().getOrDefault(job.model(), job.model().id());
    JobValues values = new JobValues(job, model, FRAMES_PER_SECOND);
    values.with("audio", settings.capabilities().audio());
    pictureLink.ifPresent(link -> values.with("image_url", link));
    BodyTemplate template = job.picture().isPresent() ? flavour.pictureOrder() : flavour.order();
    EngineRequest request =
        EngineRequest.post(UpstreamAddress.path("/videos/generations"), template.fill(job, values))
            .within(ORDER_DEADLINE)
            .header("Idempotency-Key", job.id());
    for (Map.Entry<String, String> header : flavour.headers().entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    return Order.send(request);
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    Optional<FilmTicket> ticket =
        answer.isSuccess() ? id(answer).flatMap(FilmTicket::named) : Optional.empty();
    if (ticket.isPresent()) {
      return Optional.of(new Submission.Accepted(ticket.get().written()));
    }
    if (flavour.idempotent() && (answer.status() == 409 || answer.status() == 422)) {
      // The key is known there: an earlier request of the same job got through.
      return Optional.of(
          new Submission.Unknown("HTTP " + answer.status() + ": " + answer.complaint()));
    }
    // Some servers answer 200 to everything and put the status into the body.
    OptionalDouble code = answer.number("/error/code");
    if (code.isEmpty()) {
      code = answer.number("/code");
    }
    return answer.isSuccess() && code.isPresent() && code.getAsDouble() >= 400
        ? Optional.of(rules.submission(under((int) code.getAsDouble(), answer)))
        : Optional.empty();
  }

  @Override
  public EngineRequest question(EngineJob job) {
    return EngineRequest.get(UpstreamAddress.segments(TASKS, FilmTicket.of(job).id()));
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    FilmTicket ticket = FilmTicket.of(job);
    VendorAnswer task = task(answer);
    boolean ours = task.firstString("/id", "/task_id").filter(ticket.id()::equals).isPresent();
    if (!answer.isSuccess() && !ours) {
      return Optional.empty();
    }
    return task.string("/status")
        .flatMap(JobState::of)
        .flatMap(state -> progress(state, ticket, task));
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    FilmTicket ticket = FilmTicket.of(job);
    return ticket.filmAddress(UpstreamAddress.segments(TASKS, ticket.id(), "content"));
  }

  @Override
  public Optional<EngineRequest> stop(EngineJob job) {
    return flavour.cancels()
        ? Optional.of(
            EngineRequest.post(
                UpstreamAddress.segments(TASKS, FilmTicket.of(job).id(), "cancel"),
                RequestBody.none()))
        : Optional.empty();
  }

  @Override
  public Optional<Cancellation> readStop(EngineJob job, VendorAnswer answer) {
    boolean stopped =
        answer.isSuccess()
            && task(answer).string("/status").filter(word -> word.startsWith("cancel")).isPresent();
    return stopped ? Optional.of(new Cancellation.Stopped()) : Optional.empty();
  }

  /** A made film without an address is not there yet. */
  private Optional<Progress> progress(JobState state, FilmTicket ticket, VendorAnswer task) {
    OptionalLong cost = task.dollars("/cost");
    return switch (state) {
      case WAITING -> Optional.of(new Progress.Queued(settings.pollInterval()));
      case WORKING ->
          Optional.of(new Progress.Running(task.percent("/progress"), settings.pollInterval()));
      case MADE -> {
        FilmTicket made =
            ticket.withFilm(
                task.firstString(
                    "/result/videos/0/url/0",
                    "/result/videos/0/url",
                    "/result/videos/0",
                    "/result/video_url",
                    "/result/url",
                    "/video_url",
                    "/url"));
        yield made.film().map(_ -> new Progress.Done(made.written(), cost));
      }
      case FAILED -> Optional.of(new Progress.Failed(failure(task), cost));
    };
  }

  /** The whole answer is no reason: some servers repeat the prompt in it. */
  private static Failure failure(VendorAnswer task) {
    String reason = task.firstString("/error/reason", "/error/type").orElse("");
    String code = task.firstString("/error/code").orElse("");
    String why =
        task.firstString("/error/message", "/error", "/fail_reason", "/message")
            .orElse("no reason given");
    String said = task.string("/status").orElse("") + ", " + code + " " + reason + ": " + why;
    if (reason.equals("content_refused")) {
      return new Failure(Failure.Kind.CONTENT_REFUSED, said);
    }
    boolean input = reason.equals("input_refused") || code.equals("400") || code.equals("422");
    return AnswerRules.failure(said, input ? Failure.Kind.INVALID_INPUT : Failure.Kind.BROKEN);
  }

  private static Optional<String> id(VendorAnswer answer) {
    return answer.firstString(
        "/data/0/task_id", "/data/task_id", "/data/0/id", "/data/id", "/task_id", "/id");
  }

  /** The task in an answer: {@code data}, the first entry of {@code data}, or the whole. */
  private static VendorAnswer task(VendorAnswer answer) {
    JsonNode data = answer.json().path("data");
    JsonNode task = data.isArray() ? data.path(0) : data;
    return new VendorAnswer(
        answer.status(), answer.headers(), task.isObject() ? task : answer.json(), answer.text());
  }

  private static VendorAnswer under(int status, VendorAnswer answer) {
    return new VendorAnswer(status, answer.headers(), answer.json(), answer.text());
  }
}
