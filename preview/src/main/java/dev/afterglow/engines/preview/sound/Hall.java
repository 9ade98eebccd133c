package dev.afterglow.engines.preview.sound;

/**
 * The room around a sound: four delays that feed each other through a Hadamard matrix and grow
 * duller with every round. After J.-M. Jot, "Digital delay networks for designing artificial
 * reverberators".
 */
final class Hall {
  private static final int[] SAMPLES = {1433, 1867, 2311, 2903};

  private final float[][] lines = new float[4][];
  private final int[] place = new int[4];
  private final float[] dull = new float[4];
  private final float feedback;
  private final float wet;

  /**
   * A room.
   *
   * @param feedback how much of each round is left, below 1
   * @param wet how loud the room is beside the sound itself
   */
  Hall(double feedback, double wet) {
    this.feedback = (float) (feedback * 0.5);
    this.wet = (float) wet;
    for (int i = 0; i < 4; i++) {
      lines[i] = new float[SAMPLES[i]];
    }
  }

  /** Adds the room to both channels. */
  void apply(float[] left, float[] right, int count) {
    for (int i = 0; i < count; i++) {
      float a = read(0);
      float b = read(1);
      float c = read(2);
      float d = read(3);
      float inLeft = left[i] * 0.5f;
      float inRight = right[i] * 0.5f;
      write(0, inLeft + feedback * (a + b + c + d));
      write(1, inRight + feedback * (a - b + c - d));
      write(2, inLeft + feedback * (a + b - c - d));
      write(3, inRight + feedback * (a - b - c + d));
      left[i] += wet * (a + c);
      right[i] += wet * (b + d);
    }
  }

  private float read(int line) {
    dull[line] += 0.45f * (lines[line][place[line]] - dull[line]);
    return dull[line];
  }

  private void write(int line, float value) {
    lines[line][place[line]] = value;
    place[line] = place[line] + 1 == lines[line].length ? 0 : place[line] + 1;
  }
}
