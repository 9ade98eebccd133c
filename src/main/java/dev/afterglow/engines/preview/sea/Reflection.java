package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Weather;

/**
 * What a surface of water sends to the eye: the sky it mirrors, the glitter of sun or moon, and the
 * light that comes back out of the water. Distances are as a camera of this focal length sees them.
 */
final class Reflection {
  private static final int TABLE = 256;

  private final Light light;
  private final float focal;
  private final float horizon;
  private final Rgb deep;
  private final Rgb shallow;
  private final float sunX;
  private final float sunY;
  private final float sunZ;
  private final float sunStrength;
  private final float glowFlat;
  private final float perHorizon;
  private final float glowRed;
  private final float glowGreen;
  private final float glowBlue;
  private final float[] sky = new float[TABLE * 3];

  /**
   * The water of a scene.
   *
   * @param focal units from the eye to the picture
   * @param deep what comes back from deep water in full light
   * @param shallow what shines through crests in full light
   */
  Reflection(Stage stage, float focal, Rgb deep, Rgb shallow) {
    light = stage.light();
    this.focal = focal;
    horizon = stage.horizon();
    float up = horizon - light.sunY();
    // a sun already set still reddens the water from just above the horizon
    float raised = Math.max(up, 12);
    float length = (float) Math.sqrt(light.sunX() * light.sunX() + raised * raised + focal * focal);
    sunX = light.sunX() / length;
    sunY = raised / length;
    sunZ = focal / length;
    float clear = up < 0 ? 0.02f : clear(stage.scene().weather());
    sunStrength = clear * (light.night() > 0.9f ? 0.34f : 1);
    perHorizon = 1 / horizon;
    glowRed = light.glow().red();
    glowGreen = light.glow().green();
    glowBlue = light.glow().blue();
    glowFlat = light.night() < 0.5f ? 0.55f : 1;
    float lit = 0.25f * light.key().luma() + 0.9f * light.fill().luma();
    Rgb tint = light.fill().mix(light.key(), 0.35f);
    Rgb hue = tint.times(1 / Math.max(0.02f, tint.luma())).mix(Rgb.WHITE, 0.5f);
    this.deep = deep.times(lit * 1.5f).times(hue);
    this.shallow = shallow.times(lit * 1.5f).times(hue);
    mirror(0);
  }

  /** How much of the sun or the moon comes through the weather. */
  private static float clear(Weather weather) {
    return switch (weather) {
      case CLEAR, WINDY -> 1;
      case CLOUDY -> 0.12f;
      case FOG, SNOW -> 0.06f;
      case RAIN, STORM -> 0.015f;
    };
  }

  /** Prepares the sky of a moment. */
  void mirror(float flash) {
    for (int i = 0; i < TABLE; i++) {
      float down = (float) i / (TABLE - 1);
      Rgb upper = light.zenith().mix(light.middle(), Curves.smooth(0, 0.62f, down));
      Rgb clear = upper.mix(light.horizon(), Curves.smooth(0.38f, 1, down));
      // what clouds there are is mirrored as their average
      Rgb cloud = light.fill().times(1.25f).mix(light.key(), 0.2f);
      Rgb seen = clear.mix(cloud, 0.35f * light.cover()).mix(Rgb.WHITE, 0.30f * flash);
      sky[i * 3] = seen.red();
      sky[i * 3 + 1] = seen.green();
      sky[i * 3 + 2] = seen.blue();
    }
  }

  /**
   * Prepares for a stretch of water whose unseen waves have this slope variance.
   *
   * @param facet receives what {@link #shade} needs
   */
  void roughen(float rough, Facet facet) {
    facet.soft = (float) Math.sqrt(rough);
    facet.matt = 0.98f / (1 + 14 * rough);
    float spread = rough + 0.0011f;
    facet.sharp = 1 / (2 * spread);
    facet.spark = 0.012f / spread * Math.min(1, 3 * sunY + 0.25f) * sunStrength;
    facet.sky = 1 / (0.14f + 2 * facet.soft);
  }

  /** A small piece of water on its way to a colour. Belongs to one thread. */
  static final class Facet {
    /** The direction from the eye to it, of length 1. */
    float viewX;

    float viewY;
    float viewZ;

    /** Its slopes to the right and away from the eye. */
    float slopeX;

    float slopeZ;

    /** How much light shines through it, 0 to 1. */
    float thin;

    float red;
    float green;
    float blue;

    private float soft;
    private float matt;
    private float sharp;
    private float spark;
    private float sky;
  }

  /** Gives a facet its colour. */
  void shade(Facet at) {
    // of small waves the eye sees the sides that face it
    float seenZ = at.slopeZ - 0.9f * at.soft * (1 + at.viewY);
    float inverse = 1 / (float) Math.sqrt(1 + at.slopeX * at.slopeX + seenZ * seenZ);
    float nx = -at.slopeX * inverse;
    float nz = -seenZ * inverse;
    float facing = Math.max(0, -(at.viewX * nx + at.viewY * inverse + at.viewZ * nz));
    float rx = at.viewX + 2 * facing * nx;
    float ry = at.viewY + 2 * facing * inverse;
    float rz = at.viewZ + 2 * facing * nz;
    float f = 1 - facing;
    float f2 = f * f;
    // what is mirrored below the horizon is other water, not sky
    float t = Curves.clamp((ry + 0.10f + at.soft) * at.sky);
    float open = 0.25f + 0.75f * t * t * (3 - 2 * t);
    float fresnel = (0.02f + at.matt * f2 * f2 * f) * open;
    float along = focal / Math.max(0.2f, rz);
    float up = Math.max(0.004f, ry) * along;
    float acrossSun = rx * along - light.sunX();
    float downSun = horizon - up - light.sunY();
    float q = acrossSun * acrossSun * glowFlat + downSun * downSun;
    float wide = 1 / (1 + q * 2.6e-5f);
    float glow = wide * wide * (0.40f + 0.20f * wide);
    float through = 1 - fresnel;
    int i = 3 * (int) (Curves.clamp(1 - up * perHorizon) * (TABLE - 1));
    float spark = glitter(at);
    at.red = through * (deep.red() + shallow.red() * at.thin) + spark * (0.25f + glowRed);
    at.green = through * (deep.green() + shallow.green() * at.thin) + spark * (0.20f + glowGreen);
    at.blue = through * (deep.blue() + shallow.blue() * at.thin) + spark * (0.12f + glowBlue);
    at.red += fresnel * lit(sky[i], glowRed, glow);
    at.green += fresnel * lit(sky[i + 1], glowGreen, glow);
    at.blue += fresnel * lit(sky[i + 2], glowBlue, glow);
  }

  private static float lit(float sky, float glow, float part) {
    return sky + (glow - sky * 0.62f) * part;
  }

  /** How much of the surface is tilted so that it sends the sun to the eye. */
  private float glitter(Facet at) {
    float inverse = -1 / (sunY - at.viewY);
    float x = (sunX - at.viewX) * inverse - at.slopeX;
    float z = (sunZ - at.viewZ) * inverse - at.slopeZ;
    return at.spark * Curves.fall((x * x + z * z) * at.sharp);
  }
}
