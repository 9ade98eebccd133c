package dev.afterglow.engines.preview.draw;

/**
 * The light that everything in a scene shares. An unlit surface of colour c that faces the light
 * looks like {@code c * (key + fill)}, one that faces away like {@code c * fill}, and the farther
 * it is the more it turns to {@code haze}.
 *
 * @param key light of the sun or the moon
 * @param fill light of the sky
 * @param haze the colour of distance
 * @param zenith the sky at the top
 * @param middle the sky half way up
 * @param horizon the sky at its lower end
 * @param glow the sky around the sun or the moon
 * @param sunX units from the middle to the sun or the moon
 * @param sunY units from the top to the sun or the moon; may lie outside of the picture
 * @param night 0 by day, 1 at night
 * @param cover how much of the sky is cloud, 0 to 1
 * @param thickness how fast distance turns to haze: 1 on a clear day, 3 in fog
 */
public record Light(
    Rgb key,
    Rgb fill,
    Rgb haze,
    Rgb zenith,
    Rgb middle,
    Rgb horizon,
    Rgb glow,
    float sunX,
    float sunY,
    float night,
    float cover,
    float thickness) {

  /** The same sky, but other light and haze below it, as under trees. */
  public Light under(Rgb otherKey, Rgb otherFill, Rgb otherHaze) {
    return new Light(
        otherKey, otherFill, otherHaze, zenith, middle, horizon, glow, sunX, sunY, night, cover,
        thickness);
  }

  /** How much of the haze lies before something, given what it is on a clear day. */
  public float hazed(float clear) {
    return 1 - (float) Math.pow(1 - Curves.clamp(clear), thickness);
  }

  /** The colour of a surface: how much it faces the light, how much the sky, how far it is. */
  public Rgb on(Rgb surface, float facing, float open, float hazed) {
    return new Rgb(
        Curves.mix(surface.red() * (key.red() * facing + fill.red() * open), haze.red(), hazed),
        Curves.mix(
            surface.green() * (key.green() * facing + fill.green() * open), haze.green(), hazed),
        Curves.mix(
            surface.blue() * (key.blue() * facing + fill.blue() * open), haze.blue(), hazed));
  }
}
