package dev.afterglow.engines.preview.sound;

/** One source of sound, which goes on for ever. Belongs to one thread. */
@FunctionalInterface
interface Voice {
  /** Adds the next {@code count} samples of both channels to what the arrays hold. */
  void add(float[] left, float[] right, int count);

  /** The same sound, louder or softer. */
  default Voice at(double gain) {
    return new Scaled(this, (float) gain);
  }

  /** A voice with a gain, rendered in small pieces through arrays of its own. */
  final class Scaled implements Voice {
    private static final int PIECE = 512;

    private final Voice voice;
    private final float gain;
    private final float[] l = new float[PIECE];
    private final float[] r = new float[PIECE];

    Scaled(Voice voice, float gain) {
      this.voice = voice;
      this.gain = gain;
    }

    @Override
    public void add(float[] left, float[] right, int count) {
      for (int done = 0; done < count; done += PIECE) {
        int piece = Math.min(PIECE, count - done);
        java.util.Arrays.fill(l, 0, piece, 0);
        java.util.Arrays.fill(r, 0, piece, 0);
        voice.add(l, r, piece);
        for (int i = 0; i < piece; i++) {
          left[done + i] += l[i] * gain;
          right[done + i] += r[i] * gain;
        }
      }
    }
  }
}
