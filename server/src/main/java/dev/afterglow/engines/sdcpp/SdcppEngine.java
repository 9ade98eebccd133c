package dev.afterglow.engines.sdcpp;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.Sent;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRedaction;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.ConfiguredEngine;
import dev.afterglow.remote.InlineFilm;
import dev.afterglow.remote.VendorAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A server of stable-diffusion.cpp (its {@code /sdcpp/v1} API, as observed in May 2026). The answer
 * to a poll holds the whole film once there is one, so the last poll is paid for in megabytes and
 * fetching is one more of them.
 */
public final class SdcppEngine extends ConfiguredEngine {
  private static final Failure.Kind BROKEN = Failure.Kind.BROKEN;
  private static final Duration NOT_SENT_PAUSE = Duration.ofSeconds(5);
  private static final Duration FETCH_PAUSE = Duration.ofSeconds(5);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");
  private static final String FILM = "/result/b64_json";

  private final SdcppSettings settings;
  private final SdcppModel model;
  private final EngineClient client;
  private final AnswerRules rules;
  private final AnswerRedaction redaction;

  private SdcppEngine(
      SdcppSettings settings, SdcppModel model, EngineClient client, InstantSource time) {
    super(settings.name(), settings.grid().over(model.file().capabilities()), settings.capacity());
    this.settings = settings;
    this.model = model;
    this.client = client;
    this.rules = new AnswerRules(time, settings.pollInterval());
    this.redaction = new AnswerRedaction(client);
  }

  /**
   * An engine for the model that one server was started with.
   *
   * @param client closed with the engine
   */
  public static Engine open(
      SdcppSettings settings, SdcppModel model, EngineClient client, InstantSource time) {
    return new SdcppEngine(settings, model, client, time);
  }

  @Override
  public Submission submit(Job job) {
    return model.file().order(job, this::order);
  }

  private Submission order(RequestBody body) {
    UpstreamAddress films = UpstreamAddress.path("/sdcpp/v1/vid_gen");
    return switch (client.send(EngineRequest.post(films, body))) {
      case Sent.NotSent(String why) ->
          new Submission.Unavailable(why, NOT_SENT_PAUSE, Scope.ENGINE);
      case Sent.Unclear(String why) -> new Submission.Unknown(why);
      case Sent.Answered answered -> {
        VendorAnswer answer = InlineFilm.of(answered).answer();
        Optional<String> id = answer.string("/id").filter(given -> ID.matcher(given).matches());
        yield answer.isSuccess() && id.isPresent()
            ? new Submission.Accepted(new Ticket(id.get()))
            : redaction.of(rules.submission(answer));
      }
    };
  }

  @Override
  public Progress poll(EngineJob job) {
    return switch (client.send(question(job))) {
      case Sent.NotSent(String why) -> new Progress.Unreadable(why, settings.pollInterval());
      case Sent.Unclear(String why) -> new Progress.Unreadable(why, settings.pollInterval());
      case Sent.Answered answered -> read(job, InlineFilm.of(answered).answer());
    };
  }

  private Progress read(EngineJob job, VendorAnswer answer) {
    boolean ours = answer.string("/id").filter(job.ticket().value()::equals).isPresent();
    String state = ours || answer.isSuccess() ? answer.string("/status").orElse("") : "";
    Duration next = settings.pollInterval();
    return switch (state) {
      case "queued" -> new Progress.Queued(next);
      case "generating" -> new Progress.Running(OptionalInt.empty(), next);
      case "completed" ->
          answer.string(FILM).isPresent()
              ? new Progress.Done(job.ticket())
              : new Progress.Failed(new Failure(BROKEN, "completed without a film"));
      case "failed" ->
          new Progress.Failed(redaction.of(AnswerRules.failure(answer.complaint(), BROKEN)));
      case "cancelled" -> new Progress.Failed(new Failure(BROKEN, "cancelled"));
      default -> redaction.of(rules.progress(answer));
    };
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    EngineRequest stop =
        EngineRequest.post(
                UpstreamAddress.segments("sdcpp", "v1", "jobs", job.ticket().value(), "cancel"),
                RequestBody.none())
            .reading(settings.mostBytes());
    return switch (client.send(stop)) {
      case Sent.NotSent(String why) -> new Cancellation.Unreadable(why);
      case Sent.Unclear(String why) -> new Cancellation.Unreadable(why);
      case Sent.Answered answered -> {
        VendorAnswer answer = InlineFilm.of(answered).answer();
        yield switch (answered.status()) {
          case 200 ->
              answer.string("/status").filter("cancelled"::equals).isPresent()
                  ? new Cancellation.Stopped()
                  : new Cancellation.TooLate();
          case 404, 410 -> new Cancellation.TooLate();
          // It is being made, and this server cannot be interrupted then.
          case 405, 409, 501 -> new Cancellation.Unsupported();
          default -> new Cancellation.Unreadable("HTTP " + answered.status());
        };
      }
    };
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    return switch (client.send(question(job))) {
      case Sent.NotSent(String why) -> new Fetched.Again(why, FETCH_PAUSE);
      case Sent.Unclear(String why) -> new Fetched.Again(why, FETCH_PAUSE);
      case Sent.Answered answered -> {
        InlineFilm film = InlineFilm.of(answered);
        yield switch (answered.status()) {
          case 200 -> save(film, target);
          case 404, 410 ->
              film.answer().isObject()
                  ? gone("the server knows the film no more")
                  : new Fetched.Again("HTTP " + answered.status(), FETCH_PAUSE);
          default -> new Fetched.Again("HTTP " + answered.status(), FETCH_PAUSE);
        };
      }
    };
  }

  private static Fetched save(InlineFilm film, Path target) {
    Optional<String> text = film.answer().string(FILM);
    if (text.isEmpty()) {
      return new Fetched.Again("an answer without a film", FETCH_PAUSE);
    }
    try {
      return film.save(text.get(), target)
          ? new Fetched.Saved()
          : gone("the film is not written in base64");
    } catch (IOException e) {
      return new Fetched.Again(String.valueOf(e), FETCH_PAUSE);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private EngineRequest question(EngineJob job) {
    return EngineRequest.get(UpstreamAddress.segments("sdcpp", "v1", "jobs", job.ticket().value()))
        .within(Duration.ofMinutes(5))
        .reading(settings.mostBytes());
  }

  private static Fetched gone(String why) {
    return new Fetched.Gone(new Failure(BROKEN, why));
  }
}
