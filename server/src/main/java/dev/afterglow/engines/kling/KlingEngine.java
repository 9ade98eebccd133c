package dev.afterglow.engines.kling;

import dev.afterglow.engines.Engine;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.ModelSettings;
import dev.afterglow.remote.templates.VendorModel;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** Opens engines at Kling. */
public final class KlingEngine {
  /** The models that there are files of; the first one is meant where an operator names none. */
  public static final Descriptions<VendorModel> MODELS =
      new Descriptions<>(
          KlingEngine.class,
          ".json",
          List.of(
              "kling-4.0",
              "kling-4.0-flash",
              "kling-3.0",
              "kling-3.0-turbo",
              "kling-v3",
              "kling-v2.6"),
          file -> VendorModel.of(file, List.of(KlingProtocol.TASKS, KlingProtocol.CLASSIC)));

  /** For everybody outside of China. */
  public static final URI SINGAPORE = URI.create("https://api-singapore.klingai.com");

  /** For accounts in China. */
  public static final URI BEIJING = URI.create("https://api-beijing.klingai.com");

  private KlingEngine() {}

  /** An API key as it is given out today. */
  public static Credentials credentials(String key) {
    return Credentials.bearer(key);
  }

  /**
   * An access key and its secret as they were given out before: tokens are made of them.
   *
   * @throws IllegalArgumentException if one of them is blank
   */
  public static Credentials credentials(String accessKey, String secretKey, InstantSource time) {
    if (accessKey.isBlank() || secretKey.isBlank()) {
      throw new IllegalArgumentException("an access key and its secret are needed");
    }
    return new KlingKeys(accessKey, secretKey, time);
  }

  /**
   * An engine for one model.
   *
   * @param client for {@link #SINGAPORE}, {@link #BEIJING} or another address, with these
   *     credentials; closed with the engine
   */
  public static Engine open(
      ModelSettings settings, VendorModel model, EngineClient client, InstantSource time) {
    AnswerRules rules = new AnswerRules(time, settings.pollInterval());
    return new PollingEngine(settings.of(model), client, new KlingProtocol(model, rules), rules);
  }
}
