package dev.afterglow.engines.preview.draw;

/**
 * A colour as displayed: 0 to 1 in each part, more for what glows.
 *
 * @param red red part
 * @param green green part
 * @param blue blue part
 */
public record Rgb(float red, float green, float blue) {
  /** No light. */
  public static final Rgb BLACK = new Rgb(0, 0, 0);

  /** Full light. */
  public static final Rgb WHITE = new Rgb(1, 1, 1);

  /** The colour written as 0xRRGGBB. */
  public static Rgb of(int rgb) {
    return new Rgb(((rgb >> 16) & 255) / 255f, ((rgb >> 8) & 255) / 255f, (rgb & 255) / 255f);
  }

  /** This much of the way to another colour. */
  public Rgb mix(Rgb other, float part) {
    return new Rgb(
        Curves.mix(red, other.red, part),
        Curves.mix(green, other.green, part),
        Curves.mix(blue, other.blue, part));
  }

  /** Brighter or darker. */
  public Rgb times(float factor) {
    return new Rgb(red * factor, green * factor, blue * factor);
  }

  /** Filtered by another colour. */
  public Rgb times(Rgb filter) {
    return new Rgb(red * filter.red, green * filter.green, blue * filter.blue);
  }

  /** How bright it looks. */
  public float luma() {
    return 0.2126f * red + 0.7152f * green + 0.0722f * blue;
  }

  /** The grey of the same brightness. */
  public Rgb grey() {
    return new Rgb(luma(), luma(), luma());
  }
}
