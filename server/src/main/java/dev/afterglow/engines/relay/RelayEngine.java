package dev.afterglow.engines.relay;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Picture;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.Multipart;
import dev.afterglow.net.RequestBody.Piece;
import dev.afterglow.net.Sent;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.DelegatingEngine;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.RemoteSettings;
import dev.afterglow.remote.VendorAnswer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/** A server that speaks the contract's own form, as an engine. */
public final class RelayEngine extends DelegatingEngine {
  private static final Duration UPLOAD_DEADLINE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final RelaySettings settings;
  private final EngineClient client;
  private final AnswerRules rules;

  private RelayEngine(RelaySettings settings, EngineClient client, AnswerRules rules) {
    super(showing(Optional.empty(), settings, client, rules));
    this.settings = settings;
    this.client = client;
    this.rules = rules;
  }

  /**
   * Opens an engine. Nothing is asked of it yet.
   *
   * @param client closed with the engine
   */
  public static Engine open(RelaySettings settings, EngineClient client, InstantSource time) {
    return new RelayEngine(settings, client, new AnswerRules(time, settings.pollInterval()));
  }

  @Override
  public Submission submit(Job job) {
    return job.picture().isPresent()
            && settings.flavour().pictures() == RelayFlavour.Pictures.UPLOAD
        ? uploadAndSubmit(job, job.picture().get())
        : super.submit(job);
  }

  /** An upload costs nothing: until the order follows, certainly no task exists. */
  private Submission uploadAndSubmit(Job job, Picture picture) {
    String kind = picture.format().name().toLowerCase(Locale.ROOT);
    EngineRequest upload =
        EngineRequest.post(
                UpstreamAddress.path("/uploads/images"),
                new Multipart("afterglow-" + JobUuid.of(job.id()))
                    .file(
                        "file",
                        "picture." + kind,
                        picture.format().mediaType(),
                        Piece.bytes(picture.bytes()))
                    .body())
            .within(UPLOAD_DEADLINE);
    return switch (client.send(upload)) {
      case Sent.NotSent(String why) -> unavailable(why);
      case Sent.Unclear(String why) -> unavailable(why);
      case Sent.Answered answered -> {
        VendorAnswer answer =
            VendorAnswer.of(answered.status(), answered.headers(), answered.body());
        Optional<String> link = answer.firstString("/url", "/data/url", "/data/0/url");
        yield answer.isSuccess() && link.isPresent()
            ? showing(link, settings, client, rules).submit(job)
            : notUploaded(answer);
      }
    };
  }

  private Submission notUploaded(VendorAnswer answer) {
    String said = client.redacted("upload: HTTP " + answer.status() + ": " + answer.complaint());
    return switch (rules.submission(answer)) {
      case Submission.Refused _ -> AnswerRules.refused(said);
      case Submission.Unavailable why ->
          new Submission.Unavailable(said, why.retryAfter(), why.scope());
      case Submission.Accepted _, Submission.Unknown _ -> unavailable(said);
    };
  }

  private static Submission unavailable(String why) {
    return new Submission.Unavailable(why, PAUSE, Scope.ENGINE);
  }

  /** The engine whose order shows the picture behind this link. */
  private static PollingEngine showing(
      Optional<String> pictureLink,
      RelaySettings settings,
      EngineClient client,
      AnswerRules rules) {
    RemoteSettings remote =
        new RemoteSettings(
            settings.name(), settings.capabilities(), settings.capacity(), settings.download());
    RelayProtocol protocol = new RelayProtocol(settings, pictureLink, rules);
    return new PollingEngine(remote, client, protocol, rules);
  }
}
