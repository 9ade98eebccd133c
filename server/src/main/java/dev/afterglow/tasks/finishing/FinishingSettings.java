package dev.afterglow.tasks.finishing;

import dev.afterglow.media.finishing.FinishingLimits;
import java.util.Set;

/**
 * How films are finished.
 *
 * @param own names of engines that are part of this program, whose metadata may stay
 * @param maxUpscale the greatest factor by which a film may be enlarged, at least 1
 * @param stills whether each film gets its thumbnail and spritesheet at once
 */
public record FinishingSettings(
    FinishingLimits limits, Set<String> own, double maxUpscale, boolean stills) {
  public FinishingSettings {
    own = Set.copyOf(own);
  }
}
