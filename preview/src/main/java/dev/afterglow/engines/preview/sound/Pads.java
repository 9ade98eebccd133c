package dev.afterglow.engines.preview.sound;

import dev.afterglow.engines.preview.scene.Mood;
import java.util.SplittableRandom;

/** Quiet music: slow chords that melt into each other, and a few bells from the same scale. */
final class Pads implements Voice {
  private static final int CHORD = 5 * Soundtrack.RATE;
  private static final int NOTES = 4;
  private static final int PARTS = 3;
  private static final int TABLE = 4096;
  private static final float[] SINE = new float[TABLE];

  static {
    for (int i = 0; i < TABLE; i++) {
      SINE[i] = (float) Math.sin(2 * Math.PI * i / TABLE);
    }
  }

  private final int[][] chords;
  private final double root;
  private final Strings[] strings;
  private final Voice bells;
  private long at;

  Pads(SplittableRandom random, Mood mood) {
    chords = chords(mood);
    root = 110 * Math.pow(2, random.nextInt(-2, 4) / 12.0);
    strings = new Strings[chords.length];
    for (int i = 0; i < chords.length; i++) {
      strings[i] = new Strings(chords[i], root, random);
    }
    bells = new Grains(random.split(), this::bell);
  }

  /** Semitones over the root, four notes a chord. */
  private static int[][] chords(Mood mood) {
    return switch (mood) {
      case NEUTRAL, CALM, ROMANTIC ->
          new int[][] {{0, 7, 16, 23}, {5, 12, 16, 21}, {9, 16, 19, 24}};
      case JOYFUL, EPIC, ENERGETIC ->
          new int[][] {{0, 7, 12, 16}, {7, 14, 19, 23}, {5, 12, 17, 21}};
      case MYSTERIOUS -> new int[][] {{0, 7, 14, 18}, {2, 9, 14, 18}, {0, 7, 11, 18}};
      case MELANCHOLY -> new int[][] {{0, 7, 15, 22}, {8, 12, 15, 19}, {5, 12, 15, 20}};
      case DARK -> new int[][] {{0, 7, 12, 15}, {1, 8, 13, 17}, {0, 6, 12, 15}};
    };
  }

  @Override
  public void add(float[] left, float[] right, int count) {
    for (int i = 0; i < count; i++, at++) {
      int chord = (int) (at / CHORD);
      double turn = Math.clamp(((double) (at % CHORD) / CHORD - 0.7) / 0.3, 0, 1);
      double breath = 0.1 * (0.85 + 0.15 * sine((double) at / (7 * Soundtrack.RATE)));
      strings[chord % strings.length].add(left, right, i, breath * sine((1 - turn) / 4));
      if (turn > 0) {
        strings[(chord + 1) % strings.length].add(left, right, i, breath * sine(turn / 4));
      }
    }
    bells.add(left, right, count);
  }

  private static float sine(double turns) {
    return SINE[(int) ((turns - Math.floor(turns)) * TABLE) & (TABLE - 1)];
  }

  /** The strings of one chord. They sound on while it is not heard, so that they never jump. */
  private final class Strings {
    private final double[] step = new double[NOTES * PARTS * 2];
    private final double[] start = new double[step.length];
    private final float[] level = new float[step.length];

    Strings(int[] notes, double root, SplittableRandom random) {
      for (int k = 0; k < step.length; k++) {
        int note = k / (PARTS * 2);
        int part = k / 2 % PARTS + 1;
        // each ear hears its own slightly different string, which is what makes it wide
        double detune = (k % 2 == 0 ? 0.0011 : -0.0013) * (note + 1);
        double hertz = root * Math.pow(2, notes[note] / 12.0) * part * (1 + detune);
        step[k] = hertz / Soundtrack.RATE;
        start[k] = random.nextDouble();
        level[k] = (float) (1 / (part * part * (1 + 0.35 * note)));
      }
    }

    void add(float[] left, float[] right, int i, double gain) {
      float l = 0;
      float r = 0;
      for (int k = 0; k < step.length; k += 2) {
        l += level[k] * sine(start[k] + step[k] * at);
        r += level[k + 1] * sine(start[k + 1] + step[k + 1] * at);
      }
      left[i] += (float) (l * gain);
      right[i] += (float) (r * gain);
    }
  }

  private double bell(SplittableRandom random, java.util.List<Grain> now) {
    int[] notes = chords[(int) (at / CHORD) % chords.length];
    double hertz = root * Math.pow(2, notes[random.nextInt(NOTES)] / 12.0 + 2);
    double pan = random.nextDouble(-0.6, 0.6);
    double level = random.nextDouble(0.02, 0.05);
    now.add(new Grain(2.6, 0.006, hertz, hertz, level, 0, pan));
    now.add(new Grain(1.1, 0.006, hertz * 2.76, hertz * 2.76, level * 0.25, 0, pan));
    return random.nextDouble(0.9, 2.3);
  }
}
