package dev.afterglow.engines.preview.draw;

/** Where a layer stands, from back to front. Layers of one plane keep the order they came in. */
public enum Plane {
  /** The sky's colour, sun, moon, stars, clouds. */
  SKY,
  /** What haze has almost swallowed: peaks, a far shore, a skyline. */
  FAR,
  /** Hills, far trees, islands. */
  MIDDLE,
  /** The main subject. */
  NEAR,
  /** Water, which mirrors all planes before it. */
  WATER,
  /** What stands in or before the water: shores, rocks, boats. */
  SHORE,
  /** Mist, smoke, light in the air, rainbows. */
  AIR,
  /** What falls or flies: rain, snow, leaves, sparks, birds near by. */
  FALLING,
  /** What frames the picture close to the lens. */
  FRONT,
  /** What happens in the lens: flares. */
  LENS
}
