package dev.afterglow.engines;

import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.net.Upstream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What tests of adapters have in common: a client for a scripted upstream, jobs and tickets. */
public final class EngineBench {
  public static final String KEY = "sk-upstream-0123456789";
  public static final InstantSource TIME = () -> Instant.parse("2026-11-28T12:00:00Z");

  /** Gives up at once, for films that break off. */
  public static final DownloadBounds BRIEF =
      new DownloadBounds(
          1 << 20, Duration.ofSeconds(20), 0, Duration.ofSeconds(10), 1, Duration.ofMillis(10), 3);

  private EngineBench() {}

  /** A client for {@code /v1} of an upstream; films of other hosts must be public. */
  public static EngineClient client(ScriptedUpstream upstream) {
    return client(URI.create(upstream.url() + "/v1"), KEY, OutboundPolicy.publicOnly());
  }

  /** A client for a base address. */
  public static EngineClient client(URI base, String key, OutboundPolicy films) {
    return new EngineClient(
        Upstream.at(base, Credentials.bearer(key)),
        (name, patience) -> List.of(InetAddress.getLoopbackAddress()),
        films,
        "9.9");
  }

  /** Eight seconds in landscape, from text. */
  public static Job job() {
    return new Job(
        "task_01J", Model.SORA_2, "a tram", new NativeFormat(1280, 720, 8), 7, Optional.empty());
  }

  /** The same from a picture. */
  public static Job pictureJob() {
    Picture picture =
        new Picture(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, ImageFormat.PNG, 1280, 720);
    return new Job(
        "task_01J",
        Model.SORA_2,
        "a tram",
        new NativeFormat(1280, 720, 8),
        7,
        Optional.of(picture));
  }

  /** A job that was accepted under this ticket. */
  public static EngineJob accepted(String ticket) {
    return new EngineJob("task_01J", new Ticket(ticket));
  }
}
