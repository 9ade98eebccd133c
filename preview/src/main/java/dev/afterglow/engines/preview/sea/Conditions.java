package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.CameraMove;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Mood;
import dev.afterglow.engines.preview.scene.Scene;

/**
 * How the sea is, and from where it is seen.
 *
 * @param height of the highest third of waves, metres
 * @param wind metres a second
 * @param ripple root mean square slope of small waves
 * @param calm slope variance of what is smaller still
 * @param foam 0 none to 1 everywhere
 * @param eye metres of the eye above the water
 * @param focal units from the eye to the picture
 * @param speed metres a second at which the eye travels forward
 * @param deep what comes back from deep water in full light
 * @param shallow what shines through crests in full light
 * @param froth foam as it looks in this light
 * @param distance the colour at the horizon
 */
record Conditions(
    float height,
    float wind,
    float ripple,
    float calm,
    float foam,
    float eye,
    float focal,
    float speed,
    Rgb deep,
    Rgb shallow,
    Rgb froth,
    Rgb distance) {

  static Conditions of(Stage stage) {
    Scene scene = stage.scene();
    Light light = stage.light();
    Rgb froth = light.on(new Rgb(0.93f, 0.96f, 0.97f), 0.45f, 0.9f, 0);
    Rgb distance = light.haze().mix(light.horizon(), 0.4f);
    boolean aloft = scene.camera() == CameraMove.FLY;
    Rgb deep = new Rgb(0.012f, 0.125f, 0.225f);
    Rgb shallow = new Rgb(0.05f, 0.30f, 0.30f);
    float focal = stage.space().portrait() ? 1000 : 950;
    Conditions usual =
        new Conditions(
            0.95f,
            7.5f,
            0.10f,
            0.0035f,
            0.12f,
            aloft ? 16 : 4.2f,
            focal,
            aloft ? 14 : 0.6f,
            deep,
            shallow,
            froth,
            distance);
    return switch (scene.weather()) {
      case STORM -> usual.waves(5.2f, 11.5f, 0.15f, 1, aloft ? 22 : 5.2f);
      case WINDY -> usual.waves(2.2f, 9, 0.13f, 0.7f, aloft ? 18 : 4.4f);
      case RAIN -> usual.waves(1.3f, 8, 0.13f, 0.4f, usual.eye);
      case FOG, SNOW -> usual.waves(0.5f, 6, 0.07f, 0.1f, usual.eye);
      case CLEAR, CLOUDY -> calm(scene) ? usual.waves(0.45f, 6, 0.065f, 0, usual.eye) : usual;
    };
  }

  /** The same sea before a beach: lower, bluer, seen from a dune by an eye that stays. */
  Conditions ashore() {
    Rgb light = new Rgb(0.02f, 0.22f, 0.29f);
    return new Conditions(
        0.6f * height,
        wind,
        ripple,
        calm,
        0.5f * foam,
        6.4f,
        focal,
        0,
        light,
        shallow,
        froth,
        distance);
  }

  private static boolean calm(Scene scene) {
    return scene.mood() == Mood.CALM || !scene.has(Element.WAVES);
  }

  private Conditions waves(float high, float blow, float small, float white, float above) {
    return new Conditions(
        high, blow, small, calm, white, above, focal, speed, deep, shallow, froth, distance);
  }
}
