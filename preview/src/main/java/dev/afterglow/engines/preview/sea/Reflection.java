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
  private final float sunColumn;
  private final float sunRow;
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
    sunColumn = light.sunX();
    sunRow = light.sunY();
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

  /** Prepares for a stretch of water whose unseen waves have this slope variance. */
  void roughen(float rough, Facets facets) {
    facets.soft = (float) Math.sqrt(rough);
    facets.matt = 0.98f / (1 + 14 * rough);
    float spread = rough + 0.0011f;
    facets.sharp = 1 / (2 * spread);
    facets.spark = 0.012f / spread * Math.min(1, 3 * sunY + 0.25f) * sunStrength;
    facets.sky = 1 / (0.14f + 2 * facets.soft);
  }

  /** Gives facets their colours. */
  void shade(Facets at) {
    look(at);
    bounce(at);
    meet(at);
    glitter(at);
    sky(at);
    blend(at);
  }

  /** The directions from the eye, of length 1. */
  private static void look(Facets at) {
    float flat = at.z * at.z + at.eye * at.eye;
    for (int i = 0; i < at.count; i++) {
      float inverse = 1 / (float) Math.sqrt(flat + at.x[i] * at.x[i]);
      at.viewX[i] = at.x[i] * inverse;
      at.viewY[i] = -at.eye * inverse;
      at.viewZ[i] = at.z * inverse;
    }
  }

  /** Where to each throws the eye's look, and how much of what is there it mirrors. */
  private static void bounce(Facets at) {
    float soft = at.soft;
    float[] normalX = at.towardX;
    float[] normalY = at.towardY;
    float[] normalZ = at.towardZ;
    for (int i = 0; i < at.count; i++) {
      // of small waves the eye sees the sides that face it
      float seenZ = at.slopeZ[i] - 0.9f * soft * (1 + at.viewY[i]);
      float inverse = 1 / (float) Math.sqrt(1 + at.slopeX[i] * at.slopeX[i] + seenZ * seenZ);
      normalX[i] = -at.slopeX[i] * inverse;
      normalY[i] = inverse;
      normalZ[i] = -seenZ * inverse;
    }
    float[] facing = at.glow;
    for (int i = 0; i < at.count; i++) {
      float away = at.viewX[i] * normalX[i] + at.viewY[i] * normalY[i] + at.viewZ[i] * normalZ[i];
      facing[i] = Math.max(0, -away);
    }
    for (int i = 0; i < at.count; i++) {
      float twice = 2 * facing[i];
      at.towardX[i] = at.viewX[i] + twice * normalX[i];
      at.towardY[i] = at.viewY[i] + twice * normalY[i];
      at.towardZ[i] = at.viewZ[i] + twice * normalZ[i];
    }
    mirror(at, soft);
  }

  private static void mirror(Facets at, float soft) {
    float[] facing = at.glow;
    float[] mirrored = at.mirrored;
    float matt = at.matt;
    float sky = at.sky;
    for (int i = 0; i < at.count; i++) {
      float f = 1 - facing[i];
      float f2 = f * f;
      // what is mirrored below the horizon is other water, not sky
      float t = Math.min(1, Math.max(0, (at.towardY[i] + 0.10f + soft) * sky));
      float open = 0.25f + 0.75f * t * t * (3 - 2 * t);
      mirrored[i] = (0.02f + matt * f2 * f2 * f) * open;
    }
  }

  /** Which part of the sky that is, and how near to the sun. */
  private void meet(Facets at) {
    float[] towardX = at.towardX;
    float[] towardY = at.towardY;
    float[] towardZ = at.towardZ;
    for (int i = 0; i < at.count; i++) {
      float along = focal / Math.max(0.2f, towardZ[i]);
      float up = Math.max(0.004f, towardY[i]) * along;
      float acrossSun = towardX[i] * along - sunColumn;
      float downSun = horizon - up - sunRow;
      float q = acrossSun * acrossSun * glowFlat + downSun * downSun;
      float wide = 1 / (1 + q * 2.6e-5f);
      at.glow[i] = wide * wide * (0.40f + 0.20f * wide);
      at.skyRed[i] = Math.min(1, Math.max(0, 1 - up * perHorizon)) * (TABLE - 1);
    }
  }

  /** How much of the surface is tilted so that it sends the sun to the eye. */
  private void glitter(Facets at) {
    for (int i = 0; i < at.count; i++) {
      float inverse = -1 / (sunY - at.viewY[i]);
      float x = (sunX - at.viewX[i]) * inverse - at.slopeX[i];
      float z = (sunZ - at.viewZ[i]) * inverse - at.slopeZ[i];
      // Curves.fall, in a form that is worked out for many at once
      float t = Math.max(0, 1 - (x * x + z * z) * at.sharp * 0.125f);
      float t2 = t * t;
      float t4 = t2 * t2;
      at.glitter[i] = at.spark * (t4 * t4);
    }
  }

  private void sky(Facets at) {
    for (int i = 0; i < at.count; i++) {
      int k = 3 * (int) at.skyRed[i];
      at.skyRed[i] = sky[k];
      at.skyGreen[i] = sky[k + 1];
      at.skyBlue[i] = sky[k + 2];
    }
  }

  private void blend(Facets at) {
    blend(at, at.skyRed, deep.red(), shallow.red(), glowRed, 0.25f, at.red);
    blend(at, at.skyGreen, deep.green(), shallow.green(), glowGreen, 0.20f, at.green);
    blend(at, at.skyBlue, deep.blue(), shallow.blue(), glowBlue, 0.12f, at.blue);
  }

  private static void blend(
      Facets at, float[] sky, float deep, float shallow, float glow, float spark, float[] out) {
    float[] mirrored = at.mirrored;
    float[] thin = at.thin;
    float[] glitter = at.glitter;
    float[] near = at.glow;
    float bright = spark + glow;
    for (int i = 0; i < at.count; i++) {
      float below = (1 - mirrored[i]) * (deep + shallow * thin[i]) + glitter[i] * bright;
      out[i] = below + mirrored[i] * (sky[i] + (glow - sky[i] * 0.62f) * near[i]);
    }
  }
}
