package dev.afterglow.engines.fal;

import dev.afterglow.engines.Engine;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.RemoteSettings;
import java.net.URI;
import java.time.InstantSource;

/** Opens engines at fal. */
public final class FalEngine {
  /** Where fal's queue is. */
  public static final URI URL = URI.create("https://queue.fal.run");

  private FalEngine() {}

  /** How fal wants its key: {@code Authorization: Key ...}. */
  public static Credentials credentials(String key) {
    return Credentials.header("Authorization", "Key " + key);
  }

  /**
   * An engine for one model.
   *
   * @param base the address that the client was opened for
   * @param client closed with the engine
   */
  public static Engine open(
      FalSettings settings, FalModel model, URI base, EngineClient client, InstantSource time) {
    AnswerRules rules = new AnswerRules(time, settings.pollInterval());
    RemoteSettings remote =
        new RemoteSettings(
            settings.name(),
            settings.grid().over(model.capabilities()),
            settings.capacity(),
            settings.download());
    return new PollingEngine(
        remote, client, new FalProtocol(model, base, settings.keep(), rules), rules);
  }
}
