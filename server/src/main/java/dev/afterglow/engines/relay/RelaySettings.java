package dev.afterglow.engines.relay;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Model;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.PollInterval;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an engine of this kind is configured with.
 *
 * @param name the operator's name of the engine
 * @param models the server's names for public models; a model that is missing keeps its own name
 * @param capabilities what it makes; the contract's whole grid by default
 * @param pollInterval the usual pause between two polls of one task, at least 100 ms
 */
public record RelaySettings(
    String name,
    RelayFlavour flavour,
    Map<Model, String> models,
    Capabilities capabilities,
    Capacity capacity,
    Duration pollInterval,
    DownloadBounds download) {
  private static final Pattern MODEL = Pattern.compile("\\P{Cntrl}{1,200}");

  public RelaySettings {
    models = Map.copyOf(models);
    if (!models.values().stream().allMatch(model -> MODEL.matcher(model).matches())) {
      throw new IllegalArgumentException("model: expected 1 to 200 characters");
    }
    if (capabilities.fromPicture() && flavour.pictures() == RelayFlavour.Pictures.NONE) {
      throw new IllegalArgumentException("pictures: none, but films are to be made from pictures");
    }
    PollInterval.require(pollInterval);
  }

  /** The contract's whole grid, ten tasks at once, 60 orders a minute, ten polls a second. */
  public static RelaySettings standard(String name, RelayFlavour flavour) {
    Capabilities all = Capabilities.everything();
    return new RelaySettings(
        name,
        flavour,
        Map.of(),
        new Capabilities(
            all.sizes(),
            all.lengths(),
            all.framesPerSecond(),
            true,
            flavour.pictures() != RelayFlavour.Pictures.NONE,
            true,
            false),
        new Capacity(10, 60, 10),
        flavour.pollInterval(),
        DownloadBounds.standard());
  }
}
