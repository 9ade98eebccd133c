package dev.afterglow.engines.ark;

import dev.afterglow.engines.Engine.Cancellation;
import dev.afterglow.engines.Engine.Progress;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorProtocol;
import dev.afterglow.remote.templates.TextTemplate;
import dev.afterglow.remote.templates.VendorModel;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Ark's content generation tasks (volcengine.com/docs/82379/1520757). One request means two things:
 * DELETE takes a task that waits out of the queue, and forgets one that has ended, film and all. So
 * a stop is sent only to a task that was just found waiting.
 */
final class ArkProtocol implements VendorProtocol {
  private static final String[] TASKS = {"contents", "generations", "tasks"};
  private static final TextTemplate ORDERS = new TextTemplate("/" + String.join("/", TASKS));

  private final VendorModel model;
  private final AnswerRules rules;
  private final InstantSource time;

  ArkProtocol(VendorModel model, AnswerRules rules, InstantSource time) {
    this.model = model;
    this.rules = rules;
    this.time = time;
  }

  @Override
  public Order order(Job job) {
    return model.order(job, ORDERS, request -> request.header("X-Client-Request-Id", job.id()));
  }

  @Override
  public Optional<Submission> readOrder(Job job, VendorAnswer answer) {
    Optional<String> id = answer.string("/id").filter(FilmTicket::isId);
    if (id.isPresent() && answer.isSuccess()) {
      return Optional.of(
          new Submission.Accepted(FilmTicket.of(id.get(), time.instant()).written()));
    }
    return Optional.of(ArkFaults.of(answer, "HTTP " + answer.status()).submission(rules, answer));
  }

  @Override
  public EngineRequest question(EngineJob job) {
    return EngineRequest.get(task(job));
  }

  @Override
  public Optional<Progress> readProgress(EngineJob job, VendorAnswer answer) {
    boolean ours = answer.string("/id").filter(FilmTicket.of(job).id()::equals).isPresent();
    if (!answer.isSuccess() && !ours) {
      return Optional.empty();
    }
    String state = answer.string("/status").orElse("");
    return Optional.of(
        switch (state) {
          case "queued" -> new Progress.Queued(rules.pollInterval());
          case "running" -> new Progress.Running(OptionalInt.empty(), rules.pollInterval());
          case "succeeded" -> made(job, answer);
          case "failed" -> new Progress.Failed(ArkFaults.of(answer, "failed").failure());
          case "cancelled" -> broken("cancelled at the vendor");
          case "expired" -> broken("expired in the vendor's queue");
          default -> rules.unreadable(answer, "unknown state \"" + state + "\"");
        });
  }

  private Progress made(EngineJob job, VendorAnswer answer) {
    return answer
        .string("/content/video_url")
        .filter(FilmTicket::isFilm)
        .<Progress>map(film -> new Progress.Done(FilmTicket.of(job).withFilm(film).written()))
        .orElseGet(() -> rules.unreadable(answer, "made, but without the film's address"));
  }

  private static Progress broken(String why) {
    return new Progress.Failed(new Failure(Failure.Kind.BROKEN, why));
  }

  @Override
  public UpstreamAddress film(EngineJob job) {
    return FilmTicket.of(job).filmAddress();
  }

  @Override
  public boolean asksBeforeStopping() {
    return true;
  }

  @Override
  public Optional<EngineRequest> stop(EngineJob job) {
    return Optional.of(EngineRequest.delete(task(job)));
  }

  /** A refusal means that the task began to run between our question and our stop. */
  @Override
  public Optional<Cancellation> readStop(EngineJob job, VendorAnswer answer) {
    return switch (answer.status()) {
      case 200, 204 -> Optional.of(new Cancellation.Stopped());
      case 400, 405, 409 -> Optional.of(new Cancellation.Unsupported());
      default -> Optional.empty();
    };
  }

  /** The same as a stop: by now the task has ended, or nobody wants it. */
  @Override
  public Optional<EngineRequest> removal(EngineJob job) {
    return Optional.of(EngineRequest.delete(task(job)));
  }

  private static UpstreamAddress task(EngineJob job) {
    return UpstreamAddress.segments(TASKS[0], TASKS[1], TASKS[2], FilmTicket.of(job).id());
  }
}
