package dev.afterglow.engines.preview.sound;

import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.Arrays;
import java.util.List;

/**
 * The sound of one film: 48 kHz stereo, made block by block. The same scene and length always give
 * the same samples, however they are asked for. Loudness is near -18 LUFS, as films on the web have
 * it; no sample passes -1.9 dB, which leaves AAC room to overshoot. Belongs to one thread.
 */
public final class Soundtrack {
  /** Samples a second. */
  public static final int RATE = 48_000;

  /** What every soundtrack is brought to, in LUFS without gates. */
  private static final double LEVEL = -18.5;

  /** How much of the difference of both channels stays: voices apart would vanish in mono. */
  private static final float WIDTH = 0.7f;

  /** Above this a sample is bent, so that none reaches {@link #CEILING}. */
  private static final float KNEE = 0.5f;

  private static final float CEILING = 0.8f;
  private static final double FADE_IN = 0.4;
  private static final double FADE_OUT = 0.9;
  private static final int PIECE = 1024;

  private final List<Voice> voices;
  private final Hall hall;
  private final long samples;
  private final float gain;
  private final float[] left = new float[PIECE];
  private final float[] right = new float[PIECE];
  private long at;
  private int used = PIECE;

  private Soundtrack(Scene scene, double seconds, float gain) {
    voices = Mix.of(scene, seconds);
    boolean wide = scene.place() == Place.SPACE || scene.place() == Place.ABSTRACT;
    hall = wide ? new Hall(0.86, 0.5) : new Hall(0.7, 0.16);
    samples = Math.round(seconds * RATE);
    this.gain = gain;
  }

  /**
   * The soundtrack of a film that lasts so long. Listens to it once to find its loudness, which
   * takes a few hundredths of the film's length.
   */
  public static Soundtrack of(Scene scene, double seconds) {
    Soundtrack rehearsal = new Soundtrack(scene, seconds, 1);
    double loudness = rehearsal.loudness();
    float gain = (float) (loudness < -120 ? 1 : Math.pow(10, (LEVEL - loudness) / 20));
    return new Soundtrack(scene, seconds, gain);
  }

  /**
   * Gives the next samples of both channels, and silence after the film's end.
   *
   * @param count how many, at most the length of either array
   */
  public void fill(float[] leftOut, float[] rightOut, int count) {
    for (int done = 0; done < count; ) {
      if (used == PIECE) {
        next();
      }
      int piece = Math.min(PIECE - used, count - done);
      for (int i = 0; i < piece; i++) {
        float fade = (float) (fade(at + i) * gain);
        leftOut[done + i] = bend(left[used + i] * fade);
        rightOut[done + i] = bend(right[used + i] * fade);
      }
      at += piece;
      used += piece;
      done += piece;
    }
  }

  private void next() {
    Arrays.fill(left, 0);
    Arrays.fill(right, 0);
    for (Voice voice : voices) {
      voice.add(left, right, PIECE);
    }
    hall.apply(left, right, PIECE);
    for (int i = 0; i < PIECE; i++) {
      float middle = (left[i] + right[i]) / 2;
      float side = (left[i] - right[i]) / 2 * WIDTH;
      left[i] = middle + side;
      right[i] = middle - side;
    }
    used = 0;
  }

  private double loudness() {
    Loudness heard = new Loudness();
    for (long done = 0; done < samples; done += PIECE) {
      next();
      for (int i = 0; i < PIECE; i++) {
        double fade = fade(done + i);
        heard.add(left[i] * fade, right[i] * fade);
      }
    }
    return heard.lufs();
  }

  private double fade(long sample) {
    double in = Math.min(1, sample / (FADE_IN * RATE));
    double out = Math.clamp((samples - sample) / (FADE_OUT * RATE), 0, 1);
    double part = Math.min(in, out);
    return 0.5 - 0.5 * Math.cos(Math.PI * part);
  }

  /** Leaves quiet samples alone and bends loud ones smoothly towards the ceiling. */
  private static float bend(float sample) {
    float size = Math.abs(sample);
    if (size <= KNEE) {
      return sample;
    }
    float room = CEILING - KNEE;
    float over = (size - KNEE) / room;
    return Math.copySign(KNEE + room * (over / (1 + over)), sample);
  }
}
