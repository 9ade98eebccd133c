package dev.afterglow.engines.preview;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.flow.FlowingLight;
import dev.afterglow.engines.preview.land.Mountains;
import dev.afterglow.engines.preview.weather.Falling;
import java.util.List;

/** All that can be drawn. The order decides who stands in front within a plane. */
final class Families {
  /** Every family, those that stand farther back first. */
  static final List<Family> ALL =
      List.of(
          // places
          new FlowingLight(),
          new Mountains(),
          // what may appear in many places
          // weather, in front of all
          new Falling());

  private Families() {}
}
