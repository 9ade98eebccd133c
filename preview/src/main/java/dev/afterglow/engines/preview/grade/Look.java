package dev.afterglow.engines.preview.grade;

import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.scene.Mood;
import dev.afterglow.engines.preview.scene.Scene;

/**
 * How a film is graded.
 *
 * @param exposure factor on all light
 * @param contrast 0 none, 0.1 usual
 * @param saturation 1 as painted
 * @param bloom how much of the brightest light spills over
 * @param bloomFrom brightness from which light spills
 * @param vignette how much darker the corners are
 * @param shadows added to the darkest parts
 * @param lights factor on the brightest parts
 */
record Look(
    float exposure,
    float contrast,
    float saturation,
    float bloom,
    float bloomFrom,
    float vignette,
    Rgb shadows,
    Rgb lights) {

  /** No change of light or colour. */
  static final Look PLAIN = new Look(1, 0, 1, 0, 2, 0, Rgb.BLACK, Rgb.WHITE);

  /** The look of a scene: its mood, tinted a little by its palette. */
  static Look of(Scene scene) {
    Look base =
        scene.dark()
            ? new Look(1.12f, 0.12f, 1.16f, 0.55f, 0.45f, 0.13f, Rgb.BLACK, Rgb.WHITE)
            : new Look(1, 0.11f, 1.14f, 0.36f, 0.74f, 0.12f, Rgb.BLACK, Rgb.WHITE);
    Look felt = base.felt(scene.mood());
    Rgb shadow = centred(Rgb.of(scene.palette().at(0)));
    Rgb light = centred(Rgb.of(scene.palette().at(scene.palette().rgb().size() - 1)));
    return new Look(
        felt.exposure,
        felt.contrast,
        felt.saturation,
        felt.bloom,
        felt.bloomFrom,
        felt.vignette,
        shadow.times(0.030f),
        new Rgb(1 + light.red() * 0.05f, 1 + light.green() * 0.05f, 1 + light.blue() * 0.05f));
  }

  /** A colour's difference from its own grey, so that tinting does not brighten. */
  private static Rgb centred(Rgb colour) {
    float luma = colour.luma();
    return new Rgb(colour.red() - luma, colour.green() - luma, colour.blue() - luma);
  }

  private Look felt(Mood mood) {
    return switch (mood) {
      case NEUTRAL -> this;
      case CALM -> with(1.0f, 0.9f, 0.97f, 1.1f);
      case JOYFUL -> with(1.04f, 1, 1.08f, 1.1f);
      case EPIC -> with(0.98f, 1.5f, 1.04f, 1.2f);
      case MYSTERIOUS -> with(0.90f, 1.1f, 0.86f, 1.4f);
      case ROMANTIC -> with(1.02f, 0.8f, 1.0f, 1.5f);
      case MELANCHOLY -> with(0.92f, 0.9f, 0.72f, 1);
      case DARK -> with(0.78f, 1.5f, 0.82f, 1);
      case ENERGETIC -> with(1.02f, 1.4f, 1.14f, 1.2f);
    };
  }

  private Look with(float light, float harder, float richer, float spill) {
    return new Look(
        exposure * light,
        contrast * harder,
        saturation * richer,
        bloom * spill,
        bloomFrom,
        vignette,
        shadows,
        lights);
  }
}
