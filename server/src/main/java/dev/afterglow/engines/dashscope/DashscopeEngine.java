package dev.afterglow.engines.dashscope;

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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Opens engines at Alibaba Cloud's Model Studio. */
public final class DashscopeEngine {
  /** The models that there are files of; the first one is meant where an operator names none. */
  public static final Descriptions<VendorModel> MODELS =
      new Descriptions<>(
          DashscopeEngine.class,
          ".json",
          List.of("wan-3.0", "wan-3.0-prime", "wan-2.7", "wan-2.6", "wan-2.5", "wan-2.2"),
          file -> VendorModel.of(file, List.of("tasks")));

  /** The shape of a workspace's id. */
  public static final Pattern WORKSPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

  private static final Map<String, String> REGIONS =
      new TreeMap<>(
          Map.of(
              "cn-beijing", "https://dashscope.aliyuncs.com",
              "ap-southeast-1", "https://dashscope-intl.aliyuncs.com",
              "us-east-1", "",
              "eu-central-1", "",
              "cn-hongkong", ""));

  private DashscopeEngine() {}

  /** The regions that there are. */
  public static Set<String> regions() {
    return Set.copyOf(REGIONS.keySet());
  }

  /** Whether a region has no address without a workspace. */
  public static boolean needsWorkspace(String region) {
    return REGIONS.getOrDefault(region, "").isEmpty();
  }

  /**
   * Where a region is. Key, model and region belong together; the vendor refuses any other mixture.
   *
   * @param workspace the workspace's id; some regions have no address without one
   * @throws IllegalArgumentException if there is no such region, or it needs a workspace
   */
  public static URI url(String region, Optional<String> workspace) {
    String shared = REGIONS.get(region);
    if (shared == null) {
      throw new IllegalArgumentException(
          "region: " + region + " (expected: " + String.join(", ", REGIONS.keySet()) + ")");
    }
    if (workspace.isPresent()) {
      if (!WORKSPACE.matcher(workspace.get()).matches()) {
        throw new IllegalArgumentException("workspace: letters, digits and dashes");
      }
      return URI.create("https://" + workspace.get() + "." + region + ".maas.aliyuncs.com");
    }
    if (shared.isEmpty()) {
      throw new IllegalArgumentException("region: " + region + " needs the workspace's id");
    }
    return URI.create(shared);
  }

  /** How Model Studio wants its key. */
  public static Credentials credentials(String key) {
    return Credentials.bearer(key);
  }

  /**
   * An engine for one model.
   *
   * @param client for the region's address, with these credentials; closed with the engine
   */
  public static Engine open(
      ModelSettings settings, VendorModel model, EngineClient client, InstantSource time) {
    AnswerRules rules = new AnswerRules(time, settings.pollInterval());
    return new PollingEngine(
        settings.of(model), client, new DashscopeProtocol(model, rules), rules);
  }
}
