package dev.afterglow.engines.dashscope;

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
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import dev.afterglow.remote.templates.TextTemplate;
import dev.afterglow.remote.templates.VendorModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Model Studio's asynchronous tasks (alibabacloud.com/help/en/model-studio, "Wan3.0 video
 * generation API reference"): an order is answered with a task's id, and the task is asked for
 * until it says SUCCEEDED or FAILED. Task and film are kept for 24 hours.
 */
final class DashscopeProtocol implements VendorProtocol {
  private static final TextTemplate ORDERS =
      new TextTemplate("/api/v1/services/aigc/video-generation/video-synthesis");

  /** How long UNKNOWN may mean that the task is not to be seen yet. */
  private static final Duration NOT_SEEN_YET = Duration.ofMinutes(5);

  private final VendorModel model;
  private final AnswerRules rules;
  private final InstantSource time;

  DashscopeProtocol(VendorModel model, AnswerRules rules, InstantSource time) {
    this.model = model;
    this.rules = rules;
    this.time = time;
  }

  @Override
  public Order order(Job job) {
    // Without this header the vendor refuses, since it makes no film while a caller waits.
    return model.order(job, ORDERS, request -> request.header("X-DashScope-Async", "enable"));
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    Optional<String> id = answer.string("/output/task_id").filter(FilmTicket::isId);
    if (id.isPresent() && answer.isSuccess()) {
      return Optional.of(
          new Submission.Accepted(FilmTicket.of(id.get(), time.instant()).written()));
    }
    return Optional.of(DashscopeFaults.ofAnswer(answer).submission(rules, answer));
  }

  @Override
  public EngineRequest question(EngineJob job) {
    return EngineRequest.get(task(job));
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    Optional<String> state = answer.string("/output/task_status");
    if (state.isEmpty() && !answer.isSuccess()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (state.orElse("")) {
          case "PENDING", "SUSPENDED" -> new Progress.Queued(rules.pollInterval());
          case "RUNNING" -> new Progress.Running(OptionalInt.empty(), rules.pollInterval());
          case "SUCCEEDED" -> made(job, answer);
          case "FAILED" -> new Progress.Failed(DashscopeFaults.ofTask(answer).failure());
          case "CANCELED", "CANCELLED" ->
              new Progress.Failed(new Failure(Failure.Kind.BROKEN, "cancelled at the vendor"));
          case "UNKNOWN" -> unknown(job, answer);
          default -> rules.unreadable(answer, "unknown state \"" + state.orElse("") + "\"");
        });
  }

  private Progress made(EngineJob job, VendorAnswer answer) {
    Optional<String> film =
        answer.firstString("/output/video_url", "/output/results/0/url").filter(FilmTicket::isFilm);
    return film.<Progress>map(
            address -> new Progress.Done(FilmTicket.of(job).withFilm(address).written()))
        .orElseGet(() -> rules.unreadable(answer, "made, but without the film's address"));
  }

  /** There is no such task, or it is older than a day, or it is too young to be seen. */
  private Progress unknown(EngineJob job, VendorAnswer answer) {
    Instant seenFrom = FilmTicket.of(job).since().plus(NOT_SEEN_YET);
    return time.instant().isBefore(seenFrom)
        ? rules.unreadable(answer, "the vendor does not know the task yet")
        : new Progress.Lost();
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    return FilmTicket.of(job).filmAddress();
  }

  @Override
  public Optional<EngineRequest> stop(EngineJob job) {
    UpstreamAddress address =
        UpstreamAddress.segments("api", "v1", "tasks", FilmTicket.of(job).id(), "cancel");
    return Optional.of(EngineRequest.post(address, RequestBody.none()));
  }

  /** Only a task that waits can be stopped; for any other the vendor answers with a refusal. */
  @Override
  public Optional<Cancellation> readStop(EngineJob job, VendorAnswer answer) {
    return switch (answer.status()) {
      case 400, 405, 409 -> Optional.of(new Cancellation.Unsupported());
      default -> Optional.empty();
    };
  }

  private static UpstreamAddress task(EngineJob job) {
    return UpstreamAddress.segments("api", "v1", "tasks", FilmTicket.of(job).id());
  }
}
