package dev.afterglow.engines.preview.sound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The average power spectrum of a sound, by the fast Fourier transform in windows of 1024. */
final class Spectrum {
  private static final int SIZE = 1024;

  private final double[] power = new double[SIZE / 2];
  private final List<double[]> windows = new ArrayList<>();

  Spectrum(float[] sound, int from, int to) {
    for (int at = from; at + SIZE <= to; at += SIZE / 2) {
      double[] re = new double[SIZE];
      double[] im = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        re[i] = sound[at + i] * (0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE));
      }
      transform(re, im);
      double[] window = new double[power.length];
      for (int k = 0; k < power.length; k++) {
        window[k] = re[k] * re[k] + im[k] * im[k];
        power[k] += window[k];
      }
      windows.add(window);
    }
  }

  /** The energy between two frequencies. */
  double between(double low, double high) {
    return Arrays.stream(power, bin(low), bin(high)).sum();
  }

  /**
   * How far the strongest line between two frequencies stands above the middle one, in the tenth of
   * the windows where it stands out most.
   */
  double peakiness(double low, double high) {
    double[] ratios =
        windows.stream()
            .map(window -> Arrays.copyOfRange(window, bin(low), bin(high)))
            .peek(Arrays::sort)
            .mapToDouble(part -> part[part.length - 1] / part[part.length / 2])
            .sorted()
            .toArray();
    return ratios[ratios.length * 9 / 10];
  }

  private static int bin(double hertz) {
    return (int) (hertz * SIZE / Soundtrack.RATE);
  }

  private static void transform(double[] re, double[] im) {
    for (int i = 1, j = 0; i < SIZE; i++) {
      int bit = SIZE >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        double swap = re[i];
        re[i] = re[j];
        re[j] = swap;
      }
    }
    for (int length = 2; length <= SIZE; length <<= 1) {
      for (int start = 0; start < SIZE; start += length) {
        for (int k = 0; k < length / 2; k++) {
          double angle = -2 * Math.PI * k / length;
          int a = start + k;
          int b = a + length / 2;
          double x = re[b] * Math.cos(angle) - im[b] * Math.sin(angle);
          double y = re[b] * Math.sin(angle) + im[b] * Math.cos(angle);
          re[b] = re[a] - x;
          im[b] = im[a] - y;
          re[a] += x;
          im[a] += y;
        }
      }
    }
  }
}
