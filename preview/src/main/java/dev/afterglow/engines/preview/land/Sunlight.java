package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Light;

/**
 * Where light comes from in a landscape: a direction towards the sun, to the right, up, and away
 * from the camera.
 */
record Sunlight(float x, float y, float z) {
  /** Light from the side on which the sun stands, low when the sun is low. */
  static Sunlight of(Light light, float horizon) {
    float side = light.sunX() < 0 ? -1 : 1;
    float low = Math.clamp(1 - light.sunY() / horizon, 0.22f, 0.75f);
    float z = 0.10f;
    float x = side * (1.05f - 0.3f * low);
    float length = (float) Math.sqrt(x * x + low * low + z * z);
    return new Sunlight(x / length, low / length, z / length);
  }
}
