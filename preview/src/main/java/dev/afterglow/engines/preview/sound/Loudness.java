package dev.afterglow.engines.preview.sound;

/**
 * How loud stereo sound of 48 kHz is to an ear: ITU-R BS.1770-5 without its gates. Its two filters
 * make what is high count for more than what is deep, so that birdsong is not louder than surf of
 * the same power.
 */
final class Loudness {
  /** What BS.1770 adds so that a sine of 997 Hz and 0 dB in one channel has -3.01 LUFS. */
  private static final double OFFSET = -0.691;

  private final Weighting left = new Weighting();
  private final Weighting right = new Weighting();
  private double sum;
  private long count;

  /** Hears one sample of each channel. */
  void add(double leftSample, double rightSample) {
    double one = left.of(leftSample);
    double other = right.of(rightSample);
    sum += one * one + other * other;
    count++;
  }

  /** The loudness of everything heard, in LUFS; minus infinity for silence. */
  double lufs() {
    return OFFSET + 10 * Math.log10(sum / Math.max(1, count));
  }

  /** BS.1770's shelf, tables 1 and 2, for 48 kHz: a head's effect, then a cut of the deepest. */
  private static final class Weighting {
    private double head1;
    private double head2;
    private double deep1;
    private double deep2;

    double of(double sample) {
      double in = sample + 1.69065929318241 * head1 - 0.73248077421585 * head2;
      double headed = 1.53512485958697 * in - 2.69169618940638 * head1 + 1.19839281085285 * head2;
      head2 = head1;
      head1 = in;
      double cut = headed + 1.99004745483398 * deep1 - 0.99007225036621 * deep2;
      double out = cut - 2 * deep1 + deep2;
      deep2 = deep1;
      deep1 = cut;
      return out;
    }
  }
}
