package dev.afterglow.engines.cog;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.Downloaded;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.Sent;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRedaction;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.ConfiguredEngine;
import dev.afterglow.remote.HeldCalls;
import dev.afterglow.remote.HeldCalls.End;
import dev.afterglow.remote.InlineFilm;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.LocalFilm;
import dev.afterglow.remote.VendorAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * A model in a Cog container (github.com/replicate/cog, as observed with 0.23.1). There is nothing
 * to poll: the order is a {@code PUT} with an id of ours that is answered when the film is made,
 * and hanging up stops it. So nothing goes on at the container once our call has ended.
 */
public final class CogEngine extends ConfiguredEngine {
  private static final Failure.Kind BROKEN = Failure.Kind.BROKEN;
  private static final Duration NOT_SENT_PAUSE = Duration.ofSeconds(5);

  private final CogSettings settings;
  private final CogModel model;
  private final EngineClient client;
  private final AnswerRules rules;
  private final AnswerRedaction redaction;
  private final HeldCalls calls;

  private CogEngine(CogSettings settings, CogModel model, EngineClient client, InstantSource time) {
    super(settings.name(), settings.grid().over(model.file().capabilities()), settings.capacity());
    this.settings = settings;
    this.model = model;
    this.client = client;
    this.rules = new AnswerRules(time, settings.pollInterval());
    this.redaction = new AnswerRedaction(client);
    this.calls = new HeldCalls(settings.folder());
  }

  /**
   * An engine for the model of one container.
   *
   * @param client closed with the engine
   */
  public static Engine open(
      CogSettings settings, CogModel model, EngineClient client, InstantSource time) {
    return new CogEngine(settings, model, client, time);
  }

  @Override
  public Submission submit(Job job) {
    return model.file().order(job, body -> begin(job, body));
  }

  private Submission begin(Job job, RequestBody body) {
    EngineRequest order =
        EngineRequest.put(prediction(job.id()), body)
            .within(settings.longest())
            .reading(settings.mostBytes());
    Submission accepted = new Submission.Accepted(ticket(job.id()));
    Optional<End> early = calls.begin(job.id(), film -> hold(order, film), settings.moment());
    if (early.isEmpty()) {
      return accepted;
    }
    return switch (early.get()) {
      case End.Film _, End.Failed _ -> accepted; // the next poll tells
      case End.Broken(String why) -> new Submission.Unknown(why);
      case End.NotTaken(Submission answer) -> {
        calls.forget(job.id());
        yield answer;
      }
    };
  }

  /** Waits for the answer, in a thread of its own. */
  private End hold(EngineRequest order, Path film) {
    return switch (client.send(order)) {
      case Sent.NotSent(String why) ->
          new End.NotTaken(new Submission.Unavailable(why, NOT_SENT_PAUSE, Scope.ENGINE));
      case Sent.Unclear(String why) -> new End.Broken(why);
      case Sent.Answered answered -> read(InlineFilm.of(answered), film);
    };
  }

  private End read(InlineFilm film, Path file) {
    VendorAnswer answer = film.answer();
    if (!answer.isSuccess()) {
      return notTaken(answer);
    }
    String state = answer.string("/status").orElse("");
    return switch (state) {
      case "succeeded" -> take(film, file);
      case "failed" -> new End.Failed(redaction.of(AnswerRules.failure(said(answer), BROKEN)));
      case "canceled" -> new End.Failed(new Failure(BROKEN, "canceled"));
      default -> new End.Broken("an answer in the state \"" + client.redacted(state) + "\"");
    };
  }

  private End notTaken(VendorAnswer answer) {
    return switch (redaction.of(rules.submission(answer))) {
      case Submission.Unknown(String detail) -> new End.Broken(detail);
      case Submission known -> new End.NotTaken(known);
    };
  }

  /** The film is in the answer, or behind an address in it. */
  private End take(InlineFilm film, Path file) {
    Optional<String> output =
        model.output().stream()
            .map(pointer -> film.answer().json().at(pointer))
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .findFirst();
    if (output.isEmpty()) {
      return failed("an answer without a film");
    }
    if (output.get().startsWith("http://") || output.get().startsWith("https://")) {
      return download(output.get(), file);
    }
    try {
      return film.save(output.get(), file)
          ? new End.Film()
          : failed("an answer with something else than a film");
    } catch (IOException e) {
      return new End.Broken("the film cannot be written: " + e);
    }
  }

  private End download(String address, Path file) {
    UpstreamAddress from = UpstreamAddress.given(address);
    return switch (client.download(from, file, settings.download())) {
      case Downloaded.Saved _ -> new End.Film();
      case Downloaded.Forbidden(String why) -> failed(why);
      case Downloaded.TooLong _ -> failed("the film is longer than the bound");
      case Downloaded.Refused refused -> failed("the film is not there: HTTP " + refused.status());
      case Downloaded.Broken(String why) -> failed(why);
      case Downloaded.Unwritable(String why) -> failed(why);
    };
  }

  private static End failed(String why) {
    return new End.Failed(new Failure(BROKEN, why));
  }

  @Override
  public Progress poll(EngineJob job) {
    return switch (calls.state(job.jobId())) {
      case HeldCalls.State.Held _ ->
          new Progress.Running(OptionalInt.empty(), settings.pollInterval());
      case HeldCalls.State.Made _ -> new Progress.Done(job.ticket());
      case HeldCalls.State.Failed(Failure failure) -> new Progress.Failed(failure);
      case HeldCalls.State.Gone _ -> new Progress.Lost();
    };
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    if (!(calls.state(job.jobId()) instanceof HeldCalls.State.Held)) {
      return new Cancellation.TooLate();
    }
    return switch (client.send(stop(job.jobId()))) {
      case Sent.NotSent(String why) -> new Cancellation.Unreadable(why);
      case Sent.Unclear(String why) -> new Cancellation.Unreadable(why);
      case Sent.Answered answered ->
          switch (answered.status()) {
            case 200, 202, 204 -> new Cancellation.Asked();
            case 404 -> new Cancellation.TooLate();
            default -> new Cancellation.Unreadable("HTTP " + answered.status());
          };
    };
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    return calls.state(job.jobId()) instanceof HeldCalls.State.Made(Path film)
        ? LocalFilm.copy(film, target)
        : new Fetched.Gone(new Failure(BROKEN, "the film is not there"));
  }

  /**
   * A request to stop doubles as the search: the container knows an id only while it works on it,
   * and a film for which nobody holds a call would come to nobody.
   */
  @Override
  public Found find(JobKey key) {
    if (!(calls.state(key.jobId()) instanceof HeldCalls.State.Gone)) {
      return new Found.Here(ticket(key.jobId()));
    }
    return client.send(stop(key.jobId())) instanceof Sent.Answered answered
            && answered.status() == 404
            && InlineFilm.of(answered).answer().isObject()
        ? new Found.Absent()
        : new Found.Unanswerable();
  }

  @Override
  public void forget(EngineJob job) {
    calls.forget(job.jobId());
  }

  @Override
  public void close() {
    calls.close();
    client.close();
  }

  private static EngineRequest stop(String jobId) {
    return EngineRequest.post(
        UpstreamAddress.segments("predictions", JobUuid.of(jobId), "cancel"), RequestBody.none());
  }

  private static UpstreamAddress prediction(String jobId) {
    return UpstreamAddress.segments("predictions", JobUuid.of(jobId));
  }

  private static Ticket ticket(String jobId) {
    return new Ticket(JobUuid.of(jobId));
  }

  private static String said(VendorAnswer answer) {
    return answer.firstString("/error", "/error/message", "/logs").orElse("no reason given");
  }
}
