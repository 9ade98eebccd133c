package dev.afterglow.engines.ark;

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
import java.util.Locale;

/** Opens engines at Volcengine's Ark or BytePlus' ModelArk. */
public final class ArkEngine {
  /** The models that there are files of; the first one is meant where an operator names none. */
  public static final Descriptions<VendorModel> MODELS =
      new Descriptions<>(
          ArkEngine.class,
          ".json",
          List.of(
              "seedance-2.5",
              "seedance-2.0",
              "seedance-2.0-fast",
              "seedance-1.5-pro",
              "seedance-1.0-pro"),
          file -> VendorModel.of(file, List.of("tasks")));

  /** BytePlus, for everybody outside of China. */
  public static final URI BYTEPLUS = URI.create("https://ark.ap-southeast.bytepluses.com/api/v3");

  /** Volcengine, in China. */
  public static final URI VOLCENGINE = URI.create("https://ark.cn-beijing.volces.com/api/v3");

  private ArkEngine() {}

  /** How Ark wants its key. */
  public static Credentials credentials(String key) {
    return Credentials.bearer(key);
  }

  /**
   * The model under the name that it has at an address: what is {@code dreamina-seedance-...} or
   * {@code seedance-...} at BytePlus is {@code doubao-seedance-...} at Volcengine.
   */
  public static VendorModel at(URI base, VendorModel model) {
    String host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
    String name = model.id().replaceFirst("^dreamina-", "");
    return host.endsWith(".volces.com") && name.startsWith("seedance-")
        ? model.called("doubao-" + name)
        : model;
  }

  /**
   * An engine for one model.
   *
   * @param model under the name that it has at the client's address
   * @param client for {@link #BYTEPLUS}, {@link #VOLCENGINE} or another address that ends before
   *     {@code /contents}, with these credentials; closed with the engine
   */
  public static Engine open(
      ModelSettings settings, VendorModel model, EngineClient client, InstantSource time) {
    AnswerRules rules = new AnswerRules(time, settings.pollInterval());
    return new PollingEngine(settings.of(model), client, new ArkProtocol(model, rules), rules);
  }
}
