package dev.afterglow.engines.preview.sound;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Many short sounds, one after another and over each other: drops, bubbles, sparks, chirps. */
final class Grains implements Voice {
  /** What may sound at once; more are left out, which nobody hears. */
  private static final int MOST = 48;

  /** Makes the short sounds of one kind. */
  interface Recipe {
    /** Gives the sounds that begin now, and the seconds until the next are due. */
    double next(SplittableRandom random, List<Grain> now);
  }

  private final Recipe recipe;
  private final SplittableRandom random;
  private final List<Playing> playing = new ArrayList<>();
  private final List<Grain> due = new ArrayList<>();
  private double wait;

  Grains(SplittableRandom random, Recipe recipe) {
    this.random = random;
    this.recipe = recipe;
    wait = random.nextDouble(0.4) * Soundtrack.RATE;
  }

  @Override
  public void add(float[] left, float[] right, int count) {
    playing.forEach(grain -> grain.add(left, right, 0, count));
    while (wait < count) {
      int at = (int) wait;
      wait += recipe.next(random, due) * Soundtrack.RATE;
      for (Grain grain : due) {
        if (playing.size() < MOST) {
          Playing begun = new Playing(grain, random.nextLong());
          begun.add(left, right, at, count);
          playing.add(begun);
        }
      }
      due.clear();
    }
    wait -= count;
    playing.removeIf(Playing::over);
  }

  /** A sound on its way. */
  private static final class Playing {
    private final Grain grain;
    private final Hiss hiss;
    private final Filter filter;
    private final int length;
    private final int rise;
    private final float leftGain;
    private final float rightGain;
    private double phase;
    private int at;

    Playing(Grain grain, long seed) {
      this.grain = grain;
      hiss = new Hiss(seed);
      filter = new Filter((grain.fromHertz() + grain.toHertz()) / 2, 1.4);
      length = Math.max(48, (int) (grain.seconds() * Soundtrack.RATE));
      rise = Math.max(24, (int) (length * grain.attack()));
      double angle = (grain.pan() + 1) * Math.PI / 4;
      leftGain = (float) Math.cos(angle);
      rightGain = (float) Math.sin(angle);
    }

    boolean over() {
      return at >= length;
    }

    void add(float[] left, float[] right, int from, int to) {
      for (int i = from; i < to && at < length; i++, at++) {
        double part = (double) at / length;
        double hertz = grain.fromHertz() + (grain.toHertz() - grain.fromHertz()) * part;
        phase += hertz / Soundtrack.RATE;
        double sample = grain.tone() * Math.sin(2 * Math.PI * (phase - Math.floor(phase)));
        if (grain.noise() > 0) {
          sample += grain.noise() * filter.band(hiss.next());
        }
        float out = (float) (sample * envelope());
        left[i] += out * leftGain;
        right[i] += out * rightGain;
      }
    }

    /** Rises and falls without a corner at either end, so that it never clicks. */
    private double envelope() {
      if (at < rise) {
        return 0.5 - 0.5 * Math.cos(Math.PI * at / rise);
      }
      double left = 1 - (double) (at - rise) / (length - rise);
      return left * left * left;
    }
  }
}
