package dev.afterglow.engines;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model name of the Sora-2 API with the resolutions it is sold in, as the contract's table gives
 * them.
 */
public enum Model {
  SORA_2("sora-2", List.of("sora-2-2025-10-06", "sora-2-2025-12-08"), List.of(Resolution.P720)),
  SORA_2_PRO(
      "sora-2-pro",
      List.of("sora-2-pro-2025-10-06"),
      List.of(Resolution.P720, Resolution.P1024, Resolution.P1080));

  private static final Map<String, Model> BY_ID =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Model::id, Function.identity()));

  private final String id;
  private final List<String> snapshots;
  private final List<Resolution> resolutions;

  Model(String id, List<String> snapshots, List<Resolution> resolutions) {
    this.id = id;
    this.snapshots = snapshots;
    this.resolutions = resolutions;
  }

  /** The name on the wire: {@code sora-2} or {@code sora-2-pro}. */
  public String id() {
    return id;
  }

  /**
   * The dated names under which OpenAI sold editions of this model. Clients still send them; each
   * means the model.
   */
  public List<String> snapshots() {
    return snapshots;
  }

  /** The resolutions this model accepts, smallest first. */
  public List<Resolution> resolutions() {
    return resolutions;
  }

  /** The resolution with this exact wire name, if this model accepts it. */
  public Optional<Resolution> resolution(String name) {
    return Resolution.of(name).filter(resolutions::contains);
  }

  /** The model that a client means: by its wire name or by a dated one. */
  public static Optional<Model> named(String name) {
    return Arrays.stream(values())
        .filter(model -> model.id.equals(name) || model.snapshots.contains(name))
        .findFirst();
  }

  /** The model with this exact wire name. */
  public static Optional<Model> of(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
