package dev.afterglow.engines.preview.scene;

/**
 * A stroke of lightning, and the thunder that follows it.
 *
 * @param atSeconds when it strikes, from the film's first frame
 * @param x where it strikes across the picture, 0 left to 1 right
 * @param strength 0 to 1; bolts above 0.5 are seen as bolts, weaker ones light the clouds
 * @param thunderSeconds how long the sound takes to arrive
 * @param seed decides the bolt's branches and the thunder's roll
 */
public record Lightning(
    double atSeconds, double x, double strength, double thunderSeconds, long seed) {
  /** The light it throws at a time, 0 for none to about 1: a stroke, a pause, a weaker return. */
  public double flash(double seconds) {
    double age = seconds - atSeconds;
    if (age < 0 || age > 1.2) {
      return 0;
    }
    double stroke = Math.exp(-age / 0.07);
    double back = age < 0.16 ? 0 : 0.7 * Math.exp(-(age - 0.16) / 0.16);
    return strength * Math.min(1, stroke + back);
  }
}
