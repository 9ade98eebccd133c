package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Crew;

/** The inverse fast Fourier transform of a square of complex numbers, in place. */
final class Fourier {
  private final int size;
  private final float[] cos;
  private final float[] sin;
  private final int[] reversed;

  /** Transforms squares of this side, a power of two. */
  Fourier(int size) {
    this.size = size;
    cos = new float[size / 2];
    sin = new float[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cos[i] = (float) Math.cos(2 * Math.PI * i / size);
      sin[i] = (float) Math.sin(2 * Math.PI * i / size);
    }
    reversed = new int[size];
    int bits = Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      reversed[i] = Integer.reverse(i) >>> (32 - bits);
    }
  }

  /** Transforms rows, then columns. */
  void inverse(float[] re, float[] im, Crew crew) throws InterruptedException {
    crew.each(
        size,
        16,
        (from, to) -> {
          for (int row = from; row < to; row++) {
            line(re, im, row * size);
          }
        });
    crew.each(size, 16, (from, to) -> columns(re, im, from, to));
  }

  private void columns(float[] re, float[] im, int from, int to) {
    float[] lineRe = new float[size];
    float[] lineIm = new float[size];
    for (int column = from; column < to; column++) {
      for (int i = 0; i < size; i++) {
        lineRe[i] = re[i * size + column];
        lineIm[i] = im[i * size + column];
      }
      line(lineRe, lineIm, 0);
      for (int i = 0; i < size; i++) {
        re[i * size + column] = lineRe[i];
        im[i * size + column] = lineIm[i];
      }
    }
  }

  private void line(float[] re, float[] im, int at) {
    for (int i = 0; i < size; i++) {
      int j = reversed[i];
      if (i < j) {
        float r = re[at + i];
        float m = im[at + i];
        re[at + i] = re[at + j];
        im[at + i] = im[at + j];
        re[at + j] = r;
        im[at + j] = m;
      }
    }
    for (int half = 1; half < size; half <<= 1) {
      int turn = size / (2 * half);
      for (int start = at; start < at + size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          butterfly(re, im, start + k, start + k + half, cos[k * turn], sin[k * turn]);
        }
      }
    }
  }

  private static void butterfly(float[] re, float[] im, int a, int b, float c, float s) {
    float r = re[b] * c - im[b] * s;
    float m = re[b] * s + im[b] * c;
    re[b] = re[a] - r;
    im[b] = im[a] - m;
    re[a] += r;
    im[a] += m;
  }
}
