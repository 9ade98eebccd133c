package dev.afterglow.engines;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A model name of the Sora-2 API with the resolutions it is sold in, as the contract's table gives
 * them.
 */
public enum Model {
  SORA_2("sora-2", List.of(Resolution.P720)),
  SORA_2_PRO("sora-2-pro", List.of(Resolution.P720, Resolution.P1024, Resolution.P1080));

  private final String id;
  private final List<Resolution> resolutions;

  Model(String id, List<Resolution> resolutions) {
    this.id = id;
    this.resolutions = resolutions;
  }

  /** The name on the wire: {@code sora-2} or {@code sora-2-pro}. */
  public String id() {
    return id;
  }

  /** The resolutions this model accepts, smallest first. */
  public List<Resolution> resolutions() {
    return resolutions;
  }

  /** The model with this exact wire name. */
  public static Optional<Model> of(String id) {
    return Arrays.stream(values()).filter(model -> model.id.equals(id)).findFirst();
  }
}
