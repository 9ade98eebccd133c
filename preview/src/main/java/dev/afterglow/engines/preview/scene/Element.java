package dev.afterglow.engines.preview.scene;

/** A thing that may be seen in a film, wherever it plays. */
public enum Element {
  SUN,
  MOON,
  STARS,
  GALAXY,
  METEORS,
  AURORA,
  PLANETS,
  NEBULA,
  RAINBOW,
  CLOUDS,
  /** A sky in which no cloud may stand, where the prompt says so. */
  CLEAR_SKY,
  LIGHTNING,
  MIST,
  LIGHT_SHAFTS,

  BIRDS,
  BUTTERFLIES,
  FISH,
  WHALES,
  JELLYFISH,
  CORAL,
  BUBBLES,
  /** People, drawn as silhouettes or not at all. */
  PEOPLE,
  /** Land animals, drawn as silhouettes or not at all. */
  ANIMALS,

  TREES,
  PALMS,
  BAMBOO,
  FLOWERS,
  GRASS,
  PETALS,
  LEAVES,
  ROCKS,
  /** The dust and craters of the Moon, seen by one who stands there. */
  REGOLITH,
  PEAKS,
  VOLCANO,
  WATERFALL,
  WAVES,
  ISLAND,

  FIRE,
  EMBERS,
  SMOKE,
  FIREWORKS,
  FIREFLIES,
  LANTERNS,
  CANDLES,

  BOATS,
  BALLOONS,
  BUILDINGS,
  HOUSES,
  LIGHTHOUSE,
  PIER,
  BRIDGE,
  TRAFFIC,
  NEON,
  TRAIN,
  AIRCRAFT,
  SPACECRAFT,
  TENT
}
