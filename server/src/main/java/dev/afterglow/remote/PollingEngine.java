package dev.afterglow.remote;

import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.net.Downloaded;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.Sent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * An engine behind HTTP that takes an order, is asked how it goes, and gives the film away. What is
 * the vendor's own stands in its {@link VendorProtocol}.
 */
public final class PollingEngine extends ConfiguredEngine {
  private static final Duration NOT_SENT_PAUSE = Duration.ofSeconds(5);
  private static final Duration FETCH_PAUSE = Duration.ofSeconds(5);

  private final DownloadBounds download;
  private final EngineClient client;
  private final VendorProtocol protocol;
  private final AnswerRules rules;
  private final AnswerRedaction redaction;

  /** The client is closed with this engine. */
  public PollingEngine(
      RemoteSettings settings, EngineClient client, VendorProtocol protocol, AnswerRules rules) {
    super(settings.name(), settings.capabilities(), settings.capacity());
    this.download = settings.download();
    this.client = client;
    this.protocol = protocol;
    this.rules = rules;
    this.redaction = new AnswerRedaction(client);
  }

  @Override
  public Submission submit(Job job) {
    Optional<EngineRequest> upload = protocol.upload(job);
    if (upload.isEmpty()) {
      return submit(job, protocol.order(job));
    }
    // An upload costs nothing, so whatever became of it, no job exists yet.
    return switch (client.send(upload.get())) {
      case Sent.NotSent(String why) ->
          new Submission.Unavailable(why, NOT_SENT_PAUSE, Scope.ENGINE);
      case Sent.Unclear(String why) ->
          new Submission.Unavailable(why, NOT_SENT_PAUSE, Scope.ENGINE);
      case Sent.Answered answered -> {
        VendorAnswer answer = read(answered);
        yield answer.isSuccess()
            ? submit(job, protocol.order(job, answer))
            : redaction.of(rules.uploadRefused(answer));
      }
    };
  }

  private Submission submit(Job job, VendorProtocol.Order order) {
    return switch (order) {
      case VendorProtocol.Order.Unfit(Failure failure, boolean elsewhere) ->
          new Submission.Refused(failure, elsewhere);
      case VendorProtocol.Order.Send(EngineRequest request) ->
          switch (client.send(request)) {
            case Sent.NotSent(String why) ->
                new Submission.Unavailable(why, NOT_SENT_PAUSE, Scope.ENGINE);
            case Sent.Unclear(String why) -> new Submission.Unknown(why);
            case Sent.Answered answered -> {
              VendorAnswer answer = read(answered);
              yield redaction.of(
                  protocol.readOrder(job, answer).orElseGet(() -> rules.submission(answer)));
            }
          };
    };
  }

  @Override
  public Progress poll(EngineJob job) {
    return ask(
        protocol.question(job),
        answer -> {
          Optional<EngineRequest> second = protocol.followUp(job, answer);
          return second.isPresent()
              ? Optional.of(ask(second.get(), result -> protocol.readFollowUp(job, result)))
              : protocol.readProgress(job, answer);
        });
  }

  private Progress ask(EngineRequest question, Function<VendorAnswer, Optional<Progress>> reading) {
    return switch (client.send(question)) {
      case Sent.NotSent(String why) -> new Progress.Unreadable(why, rules.pollInterval());
      case Sent.Unclear(String why) -> new Progress.Unreadable(why, rules.pollInterval());
      case Sent.Answered answered -> {
        VendorAnswer answer = read(answered);
        yield redaction.of(reading.apply(answer).orElseGet(() -> rules.progress(answer)));
      }
    };
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    if (!protocol.asksBeforeStopping()) {
      return stop(job);
    }
    return switch (poll(job)) {
      case Progress.Queued _ -> stop(job);
      case Progress.Running _ -> new Cancellation.Unsupported();
      case Progress.Done _, Progress.Failed _, Progress.Lost _ -> new Cancellation.TooLate();
      case Progress.Unreadable(String detail, Duration _) -> new Cancellation.Unreadable(detail);
    };
  }

  private Cancellation stop(EngineJob job) {
    Optional<EngineRequest> stop = protocol.stop(job);
    if (stop.isEmpty()) {
      return new Cancellation.Unsupported();
    }
    return switch (client.send(stop.get())) {
      case Sent.NotSent(String why) -> new Cancellation.Unreadable(why);
      case Sent.Unclear(String why) -> new Cancellation.Unreadable(why);
      case Sent.Answered answered -> {
        VendorAnswer answer = read(answered);
        yield redaction.of(
            protocol.readStop(job, answer).orElseGet(() -> rules.cancellation(answer)));
      }
    };
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    return switch (client.download(protocol.film(job), target, download)) {
      case Downloaded.Saved _ -> new Fetched.Saved();
      case Downloaded.Forbidden(String why) -> new Fetched.Gone(broken(why));
      case Downloaded.TooLong _ -> new Fetched.Gone(broken("the film is longer than the bound"));
      case Downloaded.Broken(String why) -> new Fetched.Again(why, FETCH_PAUSE);
      case Downloaded.Unwritable(String why) -> new Fetched.Again(why, FETCH_PAUSE);
      case Downloaded.Refused refused ->
          isGone(refused)
              ? new Fetched.Gone(broken("the film is not there: HTTP " + refused.status()))
              : new Fetched.Again("HTTP " + refused.status(), FETCH_PAUSE);
    };
  }

  @Override
  public Found find(JobKey key) {
    Found found = new Found.Unanswerable();
    for (EngineRequest search : protocol.searches(key)) {
      found =
          client.send(search) instanceof Sent.Answered answered
              ? protocol.readSearch(key, search, read(answered)).orElseGet(Found.Unanswerable::new)
              : new Found.Unanswerable();
      if (!(found instanceof Found.Absent)) {
        return found;
      }
    }
    return found;
  }

  @Override
  public boolean repeatable() {
    return protocol.repeatable();
  }

  @Override
  public void forget(EngineJob job) {
    protocol.removal(job).ifPresent(client::send);
  }

  @Override
  public void close() {
    client.close();
  }

  /** APIs say it in JSON and stores of files in XML; a page is a proxy's, and may pass. */
  private static boolean isGone(Downloaded.Refused refused) {
    String said = new String(refused.body(), StandardCharsets.UTF_8).strip();
    return switch (refused.status()) {
      case 410 -> true;
      case 404 -> said.startsWith("{") || said.startsWith("<?xml") || said.startsWith("<Error");
      default -> false;
    };
  }

  private static VendorAnswer read(Sent.Answered answered) {
    return VendorAnswer.of(answered.status(), answered.headers(), answered.body());
  }

  private static Failure broken(String why) {
    return new Failure(Failure.Kind.BROKEN, why);
  }
}
