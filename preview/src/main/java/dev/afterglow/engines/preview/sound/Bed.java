package dev.afterglow.engines.preview.sound;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A steady body of noise in a few bands, such as falling water, rain or wind: wide in stereo, and
 * never quite still.
 */
final class Bed implements Voice {
  /** Samples between two changes of a band; short enough not to be heard as steps. */
  private static final int CONTROL = 32;

  /** Which part of the noise a band lets through. */
  enum Pass {
    LOW,
    BAND,
    HIGH
  }

  /**
   * One band of noise.
   *
   * @param hertz its frequency at rest
   * @param sway how far the frequency wanders, 0 to 0.9 of itself
   * @param period seconds from one gust to the next
   * @param depth how much softer it is between gusts, 0 to 1
   */
  record Band(
      Pass pass, double hertz, double q, double gain, double sway, double period, double depth) {}

  private final Part[] parts;

  Bed(SplittableRandom random, List<Band> bands) {
    parts = bands.stream().map(band -> new Part(band, random.split())).toArray(Part[]::new);
  }

  @Override
  public void add(float[] left, float[] right, int count) {
    for (Part part : parts) {
      part.add(left, right, count);
    }
  }

  /** One band with its two channels, which share a third of their noise. */
  private static final class Part {
    private final Band band;
    private final Hiss middle;
    private final Hiss side;
    private final Filter left;
    private final Filter right;
    private final Drift pitch;
    private final Drift force;
    private final Drift lean;
    private int until;
    private float level;
    private float slope;
    private float balance;

    Part(Band band, SplittableRandom random) {
      this.band = band;
      middle = new Hiss(random.nextLong());
      side = new Hiss(random.nextLong());
      left = new Filter(band.hertz(), band.q());
      right = new Filter(band.hertz(), band.q());
      pitch = new Drift(random.split(), 1 - band.sway(), 1 + band.sway(), band.period() * 0.8);
      force = new Drift(random.split(), 1 - band.depth(), 1, band.period());
      lean = new Drift(random.split(), -0.25, 0.25, band.period() * 1.7);
      level = (float) (force.after(0) * band.gain());
    }

    void add(float[] leftOut, float[] rightOut, int count) {
      for (int i = 0; i < count; i++) {
        if (until == 0) {
          control();
        }
        until--;
        level += slope;
        float shared = middle.next() * 0.55f;
        float apart = side.next() * 0.75f;
        leftOut[i] += level * (1 - balance) * filtered(left, shared + apart);
        rightOut[i] += level * (1 + balance) * filtered(right, shared - apart);
      }
    }

    private void control() {
      until = CONTROL;
      slope = ((float) (force.after(CONTROL) * band.gain()) - level) / CONTROL;
      balance = (float) lean.after(CONTROL);
      if (band.sway() > 0) {
        double hertz = band.hertz() * pitch.after(CONTROL);
        left.tune(hertz, band.q());
        right.tune(hertz * 1.03, band.q());
      }
    }

    private float filtered(Filter filter, float in) {
      return switch (band.pass()) {
        case LOW -> filter.low(in);
        case BAND -> filter.band(in);
        case HIGH -> filter.high(in);
      };
    }
  }
}
