package dev.afterglow.engines.preview.scene;

/** Where a film plays: the one decision that every layer of the picture follows. */
public enum Place {
  WATERFALL,
  RIVER,
  LAKE,
  /** Open water with a horizon. */
  OCEAN,
  /** Waves running up a shore. */
  BEACH,
  MOUNTAINS,
  FOREST,
  DESERT,
  /** Meadows, prairies, gardens, fields. */
  GRASSLAND,
  /** A skyline or a street. */
  CITY,
  /** Above a sea of clouds. */
  CLOUDS,
  UNDERWATER,
  SPACE,
  /** A fire in the night, seen from its side. */
  CAMPFIRE,
  /** The sky over a dark strip of land. */
  NIGHT_SKY,
  /** Flowing light, for what cannot be pictured. */
  ABSTRACT
}
