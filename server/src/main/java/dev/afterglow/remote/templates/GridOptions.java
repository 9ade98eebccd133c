package dev.afterglow.remote.templates;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capabilities.Lengths;
import dev.afterglow.engines.Capabilities.Sizes;
import dev.afterglow.engines.Size;
import java.util.List;
import java.util.Optional;

/**
 * What an operator says of an engine's films, where it is not what its template says.
 *
 * @param sizes these and no others
 * @param seconds these lengths and no others
 * @param chain whether films may be continued from their last frame
 */
public record GridOptions(
    Optional<List<Size>> sizes, Optional<List<Integer>> seconds, boolean chain) {
  /** As the template says. */
  public static GridOptions none() {
    return new GridOptions(Optional.empty(), Optional.empty(), false);
  }

  /**
   * A template's capabilities with these in their place.
   *
   * @throws IllegalArgumentException if a list is empty, or a chain is asked for without pictures
   */
  public Capabilities over(Capabilities template) {
    return new Capabilities(
        sizes.<Sizes>map(Sizes.Listed::new).orElse(template.sizes()),
        seconds.<Lengths>map(Lengths.Listed::new).orElse(template.lengths()),
        template.framesPerSecond(),
        template.fromText(),
        template.fromPicture(),
        template.audio(),
        chain);
  }
}
