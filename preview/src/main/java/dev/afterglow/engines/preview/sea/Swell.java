package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Crew;
import java.util.SplittableRandom;

/**
 * The moving surface of deep water, as a sum of waves that each travel at their own speed: a broad
 * {@link Patch} of swell and a fine one of ripples, made by one Fourier transform. After J.
 * Tessendorf, "Simulating Ocean Water" (2001).
 */
final class Swell {
  private static final int SIDE = Patch.SIDE;
  private static final double GRAVITY = 9.81;
  private static final int CIRCLE = 1 << 13;
  private static final float[] SINE = new float[CIRCLE];

  static {
    for (int i = 0; i < CIRCLE; i++) {
      SINE[i] = (float) Math.sin(2 * Math.PI * i / CIRCLE);
    }
  }

  private final Patch broad;
  private final Patch fine;
  private final Fourier fourier = new Fourier(SIDE);
  private final Spectrum broadWaves;
  private final Spectrum fineWaves;
  private final float[] re = new float[SIDE * SIDE];
  private final float[] im = new float[SIDE * SIDE];
  private final float crest;

  /**
   * Water under a wind.
   *
   * @param height of the highest third of waves, metres
   * @param wind metres a second, which decides how long the waves are
   * @param ripple root mean square slope of the fine waves
   */
  Swell(SplittableRandom random, double height, double wind, double ripple) {
    broad = new Patch(230);
    fine = new Patch(34);
    broadWaves = new Spectrum(random.split(), broad.metres(), wind, 3.4, 1e9);
    fineWaves = new Spectrum(random.split(), fine.metres(), wind, 0.25, 6.5);
    broadWaves.scale(height / 4 / broadWaves.height());
    fineWaves.scale(ripple / fineWaves.slope());
    crest = (float) (0.55 / height);
  }

  Patch broad() {
    return broad;
  }

  Patch fine() {
    return fine;
  }

  /** Moves the water to a time. */
  void move(double seconds, Crew crew) throws InterruptedException {
    crew.each(SIDE, 16, (from, to) -> spectrum(seconds, from, to));
    fourier.inverse(re, im, crew);
    crew.each(SIDE, 32, (from, to) -> sharpen(from, to));
    crew.each(
        SIDE,
        32,
        (from, to) -> {
          broad.take(re, from, to);
          fine.take(im, from, to);
        });
    crew.each(2, 1, (from, _) -> (from == 0 ? broad : fine).coarsen());
  }

  /** Real waves have narrow crests and wide troughs. */
  private void sharpen(int from, int to) {
    for (int i = from * SIDE; i < to * SIDE; i++) {
      re[i] += crest * re[i] * Math.abs(re[i]) * (re[i] > 0 ? 1 : 0.2f);
    }
  }

  /** Both patches in one transform: the broad one in its real part, the fine one beside it. */
  private void spectrum(double seconds, int from, int to) {
    float[] a = new float[2];
    float[] b = new float[2];
    for (int row = from; row < to; row++) {
      for (int column = 0; column < SIDE; column++) {
        int i = row * SIDE + column;
        broadWaves.at(i, seconds, a);
        fineWaves.at(i, seconds, b);
        re[i] = a[0] - b[1];
        im[i] = a[1] + b[0];
      }
    }
  }

  /** The waves of one patch: how strong each is, and how fast it travels. */
  private static final class Spectrum {
    private final float[] waveRe = new float[SIDE * SIDE];
    private final float[] waveIm = new float[SIDE * SIDE];

    /** Turns a second. */
    private final float[] speed = new float[SIDE * SIDE];

    private final double[] number = new double[SIDE * SIDE];

    /** Waves between two lengths in metres, under a wind that blows towards the viewer. */
    Spectrum(SplittableRandom random, double metres, double wind, double shortest, double longest) {
      double reach = wind * wind / GRAVITY;
      for (int row = 0; row < SIDE; row++) {
        for (int column = 0; column < SIDE; column++) {
          double kx = 2 * Math.PI / metres * signed(column);
          double kz = 2 * Math.PI / metres * signed(row);
          double k = Math.hypot(kx, kz);
          int i = row * SIDE + column;
          // drawn for every wave, kept or not, so that one wave's share never moves another's
          double real = gauss(random);
          double imaginary = gauss(random);
          if (k < 1e-9 || 2 * Math.PI / k < shortest || 2 * Math.PI / k > longest) {
            continue;
          }
          double along = (kx * 0.42 + kz * 0.91) / k;
          double facing = along * along * (along < 0 ? 0.12 : 1) + 0.05;
          double power = Math.exp(-1 / (k * k * reach * reach)) / (k * k * k * k) * facing;
          double strength = Math.sqrt(power / 2);
          waveRe[i] = (float) (real * strength);
          waveIm[i] = (float) (imaginary * strength);
          speed[i] = (float) (Math.sqrt(GRAVITY * k) / (2 * Math.PI));
          number[i] = k;
        }
      }
    }

    private static int signed(int index) {
      return index < SIDE / 2 ? index : index - SIDE;
    }

    private static double gauss(SplittableRandom random) {
      double u = 1 - random.nextDouble();
      return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    void scale(double factor) {
      for (int i = 0; i < waveRe.length; i++) {
        waveRe[i] *= (float) factor;
        waveIm[i] *= (float) factor;
      }
    }

    /** The root mean square height that these waves make. */
    double height() {
      double sum = 0;
      for (int i = 0; i < waveRe.length; i++) {
        sum += waveRe[i] * waveRe[i] + waveIm[i] * waveIm[i];
      }
      return Math.sqrt(2 * sum);
    }

    /** The root mean square slope that these waves make. */
    double slope() {
      double sum = 0;
      for (int i = 0; i < waveRe.length; i++) {
        double power = waveRe[i] * waveRe[i] + waveIm[i] * waveIm[i];
        sum += power * number[i] * number[i];
      }
      return Math.sqrt(sum);
    }

    /** The wave and its mirror image at a time, as the real part of a height field. */
    void at(int i, double seconds, float[] out) {
      float omega = speed[i];
      if (omega == 0) {
        out[0] = 0;
        out[1] = 0;
        return;
      }
      int row = i / SIDE;
      int column = i % SIDE;
      int j = ((SIDE - row) % SIDE) * SIDE + (SIDE - column) % SIDE;
      double turns = omega * seconds;
      int angle = (int) ((turns - Math.floor(turns)) * CIRCLE);
      float c = SINE[(angle + CIRCLE / 4) & (CIRCLE - 1)];
      float s = SINE[angle & (CIRCLE - 1)];
      out[0] = waveRe[i] * c - waveIm[i] * s + waveRe[j] * c - waveIm[j] * s;
      out[1] = waveRe[i] * s + waveIm[i] * c - waveRe[j] * s - waveIm[j] * c;
    }
  }
}
