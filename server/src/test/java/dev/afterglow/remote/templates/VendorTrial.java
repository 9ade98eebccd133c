package dev.afterglow.remote.templates;

import dev.afterglow.engines.Job;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Picture;
import dev.afterglow.ip.Cidr;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.ScriptedUpstream;
import dev.afterglow.net.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A scripted vendor, another host that holds films, and jobs to try an adapter with. */
public final class VendorTrial implements AutoCloseable {
  /** A key that must appear nowhere. */
  public static final String KEY = "secret-0123456789";

  /** What films of the other host consist of. */
  public static final byte[] FILM = "a film".getBytes(StandardCharsets.UTF_8);

  private final ScriptedUpstream vendor = started();
  private final ScriptedUpstream films = started();

  /** The vendor. */
  public ScriptedUpstream vendor() {
    return vendor;
  }

  /** The host that holds films. */
  public ScriptedUpstream films() {
    return films;
  }

  /** A client of the vendor that may fetch films from the other host. */
  public EngineClient client(URI base, Credentials credentials) {
    OutboundPolicy policy =
        new OutboundPolicy(List.of(Cidr.parse("127.0.0.0/8")), Set.of(films.port()));
    return new EngineClient(
        Upstream.at(base, credentials),
        (name, _) -> {
          throw new UnknownHostException(name);
        },
        policy,
        "9.9");
  }

  /** A job without a picture. */
  public static Job text(int width, int height, int seconds) {
    return new Job(
        "01JOB",
        Model.SORA_2,
        "a \"tram\" at dusk",
        new NativeFormat(width, height, seconds),
        7,
        Optional.empty());
  }

  /** The same with one. */
  public static Job picture(int width, int height, int seconds) {
    Picture picture = new Picture(new byte[] {1, 2, 3}, ImageFormat.PNG, 4, 4);
    return new Job(
        "01JOB",
        Model.SORA_2,
        "it moves",
        new NativeFormat(width, height, seconds),
        7,
        Optional.of(picture));
  }

  @Override
  public void close() {
    try {
      vendor.close();
      films.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScriptedUpstream started() {
    try {
      return ScriptedUpstream.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
