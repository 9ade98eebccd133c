package dev.afterglow.engines.openai;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.PollInterval;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an engine of this kind is configured with.
 *
 * @param name the operator's name of the engine
 * @param model the name under which the engine serves its model; empty to ask it
 * @param framesPerSecond what it is asked for if it wants to be told, 1 to 240
 * @param pollInterval the usual pause between two polls of one job, at least 100 ms
 */
public record OpenAiSettings(
    String name,
    Flavour flavour,
    Optional<String> model,
    Capabilities capabilities,
    int framesPerSecond,
    Capacity capacity,
    Duration pollInterval,
    DownloadBounds download) {
  private static final Pattern MODEL = Pattern.compile("\\P{Cntrl}{1,200}");
  private static final int MOST_FRAMES = 240;

  public OpenAiSettings {
    if (model.isEmpty() && !flavour.namesModels()) {
      throw new IllegalArgumentException(
          "model: missing (expected: the name under which this service sells the model)");
    }
    if (model.filter(given -> !MODEL.matcher(given).matches()).isPresent()) {
      throw new IllegalArgumentException("model: expected 1 to 200 characters");
    }
    if (capabilities.fromPicture() && !flavour.takesPicture()) {
      throw new IllegalArgumentException("flavour: has no place for a picture");
    }
    if (framesPerSecond < 1 || framesPerSecond > MOST_FRAMES) {
      throw new IllegalArgumentException("fps: " + framesPerSecond + " (expected: 1 to 240)");
    }
    PollInterval.require(pollInterval);
  }

  /**
   * Four jobs at once; everything else as the flavour and the family say.
   *
   * @param model the name under which the engine serves its model; empty to ask it
   */
  public static OpenAiSettings standard(
      String name, Flavour flavour, Optional<String> model, ModelFamily family) {
    return new OpenAiSettings(
        name,
        flavour,
        model,
        family.capabilities(),
        family.framesPerSecond(),
        Capacity.ofRunning(4),
        flavour.pollInterval(),
        DownloadBounds.standard());
  }
}
