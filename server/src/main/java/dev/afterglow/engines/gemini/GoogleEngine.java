package dev.afterglow.engines.gemini;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.net.Downloaded;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.Sent;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.FilmTicket;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.VendorAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A polling engine, and what Google wants besides: a token before each call, and films that lie in
 * a bucket or inside of the answer.
 */
final class GoogleEngine implements Engine {
  private static final Duration REFUSED_PAUSE = Duration.ofMinutes(5);
  private static final Duration UNREACHABLE_PAUSE = Duration.ofSeconds(10);
  private static final Duration FETCH_PAUSE = Duration.ofSeconds(5);

  private final PollingEngine calls;
  private final EngineClient client;
  private final GoogleProtocol protocol;
  private final DownloadBounds bounds;
  private final Optional<Session> session;

  /** A film inside of an answer is held in memory, so only one at a time. */
  private final ReentrantLock inside = new ReentrantLock();

  /**
   * What there is in a project alone.
   *
   * @param storage where buckets are
   */
  record Session(AccessTokens tokens, EngineClient storage) {}

  /**
   * @param calls closes the client
   */
  GoogleEngine(
      PollingEngine calls,
      EngineClient client,
      GoogleProtocol protocol,
      DownloadBounds bounds,
      Optional<Session> session) {
    this.calls = calls;
    this.client = client;
    this.protocol = protocol;
    this.bounds = bounds;
    this.session = session;
  }

  @Override
  public String name() {
    return calls.name();
  }

  @Override
  public Capabilities capabilities() {
    return calls.capabilities();
  }

  @Override
  public Capacity capacity() {
    return calls.capacity();
  }

  @Override
  public Submission submit(Job job) {
    Optional<AccessTokens.Missing> missing = missing();
    if (missing.isPresent()) {
      return switch (missing.get()) {
        case AccessTokens.Missing.Refused(String why) ->
            new Submission.Unavailable(why, REFUSED_PAUSE, Scope.CREDENTIAL);
        case AccessTokens.Missing.Unreachable(String why) ->
            new Submission.Unavailable(why, UNREACHABLE_PAUSE, Scope.ENGINE);
      };
    }
    Submission answer = calls.submit(job);
    if (answer instanceof Submission.Unavailable(String _, Duration _, Scope scope)
        && scope == Scope.CREDENTIAL) {
      session.ifPresent(open -> open.tokens().drop());
    }
    return answer;
  }

  @Override
  public Progress poll(EngineJob job) {
    Optional<AccessTokens.Missing> missing = missing();
    if (missing.isPresent()) {
      return new Progress.Unreadable(missing.get().why(), UNREACHABLE_PAUSE);
    }
    Progress answer = calls.poll(job);
    if (answer instanceof Progress.Unreadable(String detail, Duration _)
        && detail.startsWith("HTTP 401")) {
      session.ifPresent(open -> open.tokens().drop());
    }
    return answer;
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    Optional<AccessTokens.Missing> missing = missing();
    return missing.isPresent()
        ? new Cancellation.Unreadable(missing.get().why())
        : calls.cancel(job);
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    Optional<AccessTokens.Missing> missing = missing();
    if (missing.isPresent()) {
      return new Fetched.Again(missing.get().why(), UNREACHABLE_PAUSE);
    }
    String film = FilmTicket.of(job).film().orElse("");
    if (film.startsWith("gs://")) {
      return session.isPresent()
          ? stored(session.get().storage(), film, target)
          : gone("a film in a bucket, which an API key does not open");
    }
    if (!film.equals(GoogleProtocol.INSIDE)) {
      return calls.fetch(job, target);
    }
    inside.lock();
    try {
      return inside(job, target);
    } finally {
      inside.unlock();
    }
  }

  @Override
  public void forget(EngineJob job) {
    if (missing().isEmpty()) {
      calls.forget(job);
    }
  }

  @Override
  public void close() {
    calls.close();
    session.ifPresent(open -> {
      open.tokens().close();
      open.storage().close();
    });
  }

  private Optional<AccessTokens.Missing> missing() {
    return session.flatMap(open -> open.tokens().missing());
  }

  /** cloud.google.com/storage/docs/json_api: an object's name is one part of the path. */
  private Fetched stored(EngineClient storage, String film, Path target) {
    String[] place = film.substring("gs://".length()).split("/", 2);
    if (place.length < 2 || place[1].isEmpty()) {
      return gone("the film's place in the bucket cannot be read");
    }
    UpstreamAddress address =
        switch (UpstreamAddress.segments("storage", "v1", "b", place[0], "o", place[1])) {
          case UpstreamAddress.Path(String literal) -> UpstreamAddress.path(literal + "?alt=media");
          case UpstreamAddress.Given given -> given;
        };
    Downloaded outcome = storage.download(address, target, bounds);
    return outcome instanceof Downloaded.Refused refused && isMissing(refused)
        ? gone("the film is not in the bucket")
        : PollingEngine.fetched(outcome);
  }

  /** Whoever asks for bytes is told in plain words, which no proxy uses, that there are none. */
  private static boolean isMissing(Downloaded.Refused refused) {
    String said = new String(refused.body(), StandardCharsets.UTF_8).strip();
    return refused.status() == 404 && said.startsWith("No such object");
  }

  private Fetched inside(EngineJob job, Path target) {
    if (!(client.send(protocol.question(job)) instanceof Sent.Answered answered)) {
      return new Fetched.Again("no answer with the film", FETCH_PAUSE);
    }
    VendorAnswer answer = VendorAnswer.of(answered.status(), answered.headers(), answered.body());
    if (answer.status() == 404 && answer.isObject()) {
      return gone("the answer with the film is not there any more");
    }
    Optional<byte[]> film = protocol.filmInside(answer).flatMap(GoogleEngine::decoded);
    if (film.isEmpty()) {
      return new Fetched.Again("HTTP " + answer.status() + " without the film", FETCH_PAUSE);
    }
    if (film.get().length > bounds.bytes()) {
      return gone("the film is longer than the bound");
    }
    return written(film.get(), target);
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getMimeDecoder().decode(base64)).filter(film -> film.length > 0);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Fetched written(byte[] film, Path target) {
    try {
      Files.write(target, film, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return new Fetched.Saved();
    } catch (IOException e) {
      return withoutRest(target, e);
    }
  }

  private static Fetched withoutRest(Path target, IOException cause) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new Fetched.Again(cause.toString(), FETCH_PAUSE);
  }

  private static Fetched gone(String why) {
    return new Fetched.Gone(new Failure(Failure.Kind.BROKEN, why));
  }
}
