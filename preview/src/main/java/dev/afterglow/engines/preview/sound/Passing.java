package dev.afterglow.engines.preview.sound;

import java.util.SplittableRandom;

/** Cars that pass at some distance, from one side to the other. */
final class Passing implements Voice {
  private final SplittableRandom random;
  private final Hiss hiss;
  private final Filter road = new Filter(600, 0.6);
  private final Filter motor = new Filter(110, 2);
  private double seconds;
  private double at;
  private double side;
  private double level;

  Passing(SplittableRandom random) {
    this.random = random;
    hiss = new Hiss(random.nextLong());
    next();
    at = seconds * 0.25; // the first one comes near soon
  }

  @Override
  public void add(float[] left, float[] right, int count) {
    for (int i = 0; i < count; i++) {
      at += 1.0 / Soundtrack.RATE;
      if (at >= seconds) {
        next();
      }
      double part = at / seconds;
      double near = Math.sin(Math.PI * part);
      double pan = side * Math.cos(Math.PI * part);
      float noise = hiss.next();
      float sample =
          (float) ((0.5 * road.band(noise) + 0.9 * motor.band(noise)) * near * near * level);
      left[i] += (float) (sample * (0.7 - 0.5 * pan));
      right[i] += (float) (sample * (0.7 + 0.5 * pan));
    }
  }

  private void next() {
    at = 0;
    seconds = random.nextDouble(2.6, 5);
    side = random.nextBoolean() ? 1 : -1;
    level = random.nextDouble(0.35, 1);
    road.tune(random.nextDouble(450, 900), 0.6);
  }
}
