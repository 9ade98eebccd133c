package dev.afterglow.engines.preview.weather;

import dev.afterglow.engines.preview.draw.Space;

/** A stretch that things leave on one side to come back on the other, out of sight. */
record Wrapped(float from, float length) {
  /** Across the picture, with room on both sides. */
  static Wrapped across(Space space, float room) {
    return new Wrapped(-space.half() - room, 2 * (space.half() + room));
  }

  /** Down the picture, with room above and below. */
  static Wrapped down(Space space, float room) {
    return new Wrapped(-room, space.bottom() + 2 * room);
  }

  float at(float way) {
    float part = way / length;
    return from + (part - (float) Math.floor(part)) * length;
  }
}
