package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Mood;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;

/** The light of a time of day, a season and a weather. */
public final class Daylight {
  private static final Rgb OVERCAST_SKY = new Rgb(0.60f, 0.65f, 0.71f);

  private Daylight() {}

  /** The light of a scene whose land or sea meets the sky at this y. */
  public static Light of(Scene scene, Space space, float horizon) {
    Light clear = clear(scene.time(), space, horizon, scene);
    Light light = covered(season(clear, scene), scene);
    return martian(scene) ? dusty(light) : scene.has(Element.NEON) ? neon(light) : light;
  }

  private static Rgb rgb(double red, double green, double blue) {
    return new Rgb((float) red, (float) green, (float) blue);
  }

  private static Light clear(TimeOfDay time, Space space, float horizon, Scene scene) {
    float side = scene.seed() % 2 == 0 ? 1 : -1;
    float half = space.half();
    float low = horizon - Math.min(0.16f * space.bottom(), 0.3f * horizon);
    return switch (time) {
      case DAY ->
          new Light(
              rgb(1.14, 1.07, 0.95),
              rgb(0.36, 0.42, 0.50),
              rgb(0.73, 0.83, 0.91),
              rgb(0.13, 0.38, 0.77),
              rgb(0.37, 0.64, 0.93),
              rgb(0.84, 0.92, 0.97),
              rgb(1.00, 0.95, 0.82),
              -half * 0.62f,
              horizon * 0.16f,
              0,
              0.42f,
              1);
      case DAWN ->
          new Light(
              rgb(1.06, 0.80, 0.66),
              rgb(0.36, 0.37, 0.47),
              rgb(0.90, 0.76, 0.74),
              rgb(0.26, 0.40, 0.66),
              rgb(0.66, 0.66, 0.78),
              rgb(1.08, 0.82, 0.64),
              rgb(1.25, 0.86, 0.60),
              half * 0.34f * side,
              low + 0.04f * horizon,
              0.12f,
              0.40f,
              1.15f);
      case SUNSET ->
          new Light(
              rgb(1.22, 0.70, 0.38),
              rgb(0.30, 0.28, 0.42),
              rgb(0.93, 0.60, 0.44),
              rgb(0.13, 0.20, 0.45),
              rgb(0.60, 0.40, 0.50),
              rgb(1.16, 0.62, 0.28),
              rgb(1.55, 0.82, 0.34),
              half * 0.26f * side,
              low,
              0.22f,
              0.46f,
              0.8f);
      case DUSK ->
          new Light(
              rgb(0.30, 0.33, 0.52),
              rgb(0.17, 0.21, 0.36),
              rgb(0.33, 0.36, 0.54),
              rgb(0.04, 0.08, 0.23),
              rgb(0.16, 0.23, 0.46),
              rgb(0.80, 0.47, 0.40),
              rgb(0.75, 0.36, 0.24),
              half * 0.2f * side,
              horizon + 30,
              0.66f,
              0.36f,
              1.1f);
      case NIGHT ->
          new Light(
              rgb(0.31, 0.39, 0.55),
              rgb(0.088, 0.120, 0.205),
              rgb(0.108, 0.152, 0.265),
              rgb(0.008, 0.018, 0.058),
              rgb(0.028, 0.058, 0.140),
              rgb(0.085, 0.140, 0.250),
              Sky.moonlit(scene) ? rgb(0.40, 0.50, 0.66) : rgb(0.035, 0.065, 0.13),
              half * 0.42f * side,
              horizon * 0.24f,
              1,
              0.22f,
              0.9f);
    };
  }

  private static Light season(Light light, Scene scene) {
    Season season = scene.season();
    Rgb tint =
        switch (season) {
          case SPRING -> rgb(1.0, 1.0, 0.99);
          case SUMMER -> rgb(1.0, 1.0, 1.0);
          case AUTUMN -> rgb(1.05, 0.99, 0.92);
          case WINTER -> rgb(0.96, 0.99, 1.05);
        };
    return with(light, light.key().times(tint), light.cover(), light.thickness());
  }

  private static Light with(Light light, Rgb key, float cover, float thickness) {
    return new Light(
        key,
        light.fill(),
        light.haze(),
        light.zenith(),
        light.middle(),
        light.horizon(),
        light.glow(),
        light.sunX(),
        light.sunY(),
        light.night(),
        cover,
        thickness);
  }

  private static Light covered(Light light, Scene scene) {
    float grey = greyness(scene.weather());
    float cover = Math.max(light.cover() * (scene.has(Element.CLOUDS) ? 1.35f : 1), cover(scene));
    float thickness = light.thickness() * haze(scene);
    // clouds and fog glow with what light there is
    float gloom = gloom(scene);
    // a night is dark enough by itself
    float bright = Curves.mix(gloom, 0.17f * (0.5f + 0.5f * gloom), light.night());
    Rgb overcast = tinted(OVERCAST_SKY.times(bright), light);
    Rgb key = light.key().mix(light.key().grey().times(0.42f), grey);
    Rgb fill = light.fill().mix(overcast.times(0.95f), grey * 0.85f);
    return new Light(
        key,
        fill,
        light.haze().mix(overcast.times(1.12f), grey),
        light.zenith().mix(overcast.times(0.72f), grey),
        light.middle().mix(overcast.times(0.92f), grey),
        light.horizon().mix(overcast.times(1.16f), grey),
        light.glow().times(1 - 0.75f * grey),
        light.sunX(),
        light.sunY(),
        light.night(),
        cover,
        thickness);
  }

  /** Whether a desert is that of Mars. */
  private static boolean martian(Scene scene) {
    return scene.place() == Place.DESERT && scene.has(Element.PLANETS);
  }

  /** Dust in thin air: a butterscotch sky, brightest low down, almost without clouds. */
  private static Light dusty(Light light) {
    float day = 1 - light.night();
    return new Light(
        light.key().times(rgb(0.98, 0.86, 0.74)),
        light.fill().mix(rgb(0.44, 0.34, 0.28), 0.75f * day),
        light.haze().mix(rgb(0.82, 0.60, 0.44), 0.85f * day),
        light.zenith().mix(rgb(0.50, 0.33, 0.23), 0.92f * day),
        light.middle().mix(rgb(0.72, 0.51, 0.36), 0.92f * day),
        light.horizon().mix(rgb(0.90, 0.71, 0.53), 0.85f * day),
        light.glow(),
        light.sunX(),
        light.sunY(),
        light.night(),
        0,
        1.3f * light.thickness());
  }

  /** After dark, haze that a city of neon lights from below. */
  private static Light neon(Light light) {
    float lit = Curves.smooth(0.4f, 1, light.night());
    return new Light(
        light.key(),
        light.fill().mix(rgb(0.17, 0.12, 0.28), 0.5f * lit),
        light.haze().mix(rgb(0.30, 0.11, 0.36), 0.72f * lit),
        light.zenith().mix(rgb(0.03, 0.02, 0.09), 0.6f * lit),
        light.middle().mix(rgb(0.13, 0.05, 0.22), 0.7f * lit),
        light.horizon().mix(rgb(0.52, 0.14, 0.44), 0.7f * lit),
        light.glow(),
        light.sunX(),
        light.sunY(),
        light.night(),
        light.cover(),
        light.thickness());
  }

  private static Rgb tinted(Rgb grey, Light light) {
    float luma = Math.max(0.02f, light.haze().luma());
    Rgb hue = light.haze().times(1 / luma);
    return grey.mix(grey.times(hue), 0.45f);
  }

  private static float greyness(Weather weather) {
    return switch (weather) {
      case CLEAR, WINDY -> 0;
      case CLOUDY -> 0.52f;
      case FOG -> 0.72f;
      case RAIN -> 0.80f;
      case SNOW -> 0.66f;
      case STORM -> 0.90f;
    };
  }

  private static float cover(Scene scene) {
    return switch (scene.weather()) {
      case CLEAR, WINDY -> 0;
      case CLOUDY -> 0.78f;
      case FOG -> 0.5f;
      case RAIN, SNOW -> 0.88f;
      case STORM -> 0.96f;
    };
  }

  private static float haze(Scene scene) {
    float weather =
        switch (scene.weather()) {
          case CLEAR, WINDY -> 1;
          case CLOUDY -> 1.15f;
          case RAIN, STORM -> 1.7f;
          case SNOW -> 1.9f;
          case FOG -> 3.2f;
        };
    return weather * (scene.has(Element.MIST) || scene.mood() == Mood.MYSTERIOUS ? 1.35f : 1);
  }

  private static float gloom(Scene scene) {
    float weather =
        switch (scene.weather()) {
          case CLEAR, WINDY, CLOUDY -> 1;
          case FOG -> 1.05f;
          case SNOW -> 1.12f;
          case RAIN -> 0.82f;
          case STORM -> 0.50f;
        };
    return scene.mood() == Mood.DARK ? weather * 0.7f : weather;
  }
}
