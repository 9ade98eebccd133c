package dev.afterglow.engines.preview.sound;

import dev.afterglow.engines.preview.scene.Events;
import dev.afterglow.engines.preview.scene.Firework;
import dev.afterglow.engines.preview.scene.Lightning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Thunder and fireworks, each heard when the picture's own event has had time to be. */
final class Booms implements Voice {
  private final List<Boom> booms;
  private long at;

  private Booms(List<Boom> booms) {
    this.booms = booms.stream().sorted(Comparator.comparingLong(boom -> boom.start)).toList();
  }

  static Voice of(Events events) {
    List<Boom> booms = new ArrayList<>();
    for (Lightning stroke : events.lightning()) {
      booms.add(thunder(stroke));
    }
    for (Firework rocket : events.fireworks()) {
      addBurst(rocket, booms);
    }
    return new Booms(booms);
  }

  private static Boom thunder(Lightning stroke) {
    SplittableRandom random = new SplittableRandom(stroke.seed());
    double[] peaks = new double[6];
    double[] levels = new double[6];
    double when = 0.05;
    for (int i = 0; i < peaks.length; i++) {
      peaks[i] = when;
      levels[i] = random.nextDouble(0.4, 1) * Math.exp(-0.28 * i);
      when += random.nextDouble(0.18, 0.65);
    }
    double crack = Math.max(0, stroke.strength() - 0.55) * 1.6;
    double hertz = 90 + 170 * stroke.strength();
    double pan = stroke.x() * 1.4 - 0.7;
    return new Boom(
        stroke.atSeconds() + stroke.thunderSeconds(),
        5,
        hertz,
        0.9 + 0.7 * stroke.strength(),
        crack,
        peaks,
        levels,
        pan,
        random.nextLong());
  }

  private static void addBurst(Firework rocket, List<Boom> booms) {
    double pan = rocket.x() * 1.6 - 0.8;
    double heard = rocket.burstSeconds() + rocket.delaySeconds();
    double level = 0.35 + 0.4 * rocket.size();
    booms.add(
        new Boom(
            heard,
            1.3,
            190,
            level,
            0.28 * level,
            new double[] {0.02, 0.16},
            new double[] {1, 0.3},
            pan,
            rocket.seed()));
    booms.add(
        new Boom(
            rocket.launchSeconds() + rocket.delaySeconds(),
            0.5,
            120,
            0.22,
            0,
            new double[] {0.03},
            new double[] {1},
            pan,
            rocket.seed() + 1));
    if (Math.floorMod(rocket.seed(), 5) < 2) {
      SplittableRandom random = new SplittableRandom(rocket.seed() + 2);
      for (int i = 0; i < 26; i++) {
        double when = heard + 0.35 + 0.9 * random.nextDouble();
        double spark = random.nextDouble(0.05, 0.13);
        booms.add(
            new Boom(
                when,
                0.05,
                3000,
                0,
                spark,
                new double[] {0.002},
                new double[] {1},
                pan + random.nextDouble(-0.2, 0.2),
                random.nextLong()));
      }
    }
  }

  @Override
  public void add(float[] left, float[] right, int count) {
    for (Boom boom : booms) {
      if (boom.start >= at + count) {
        break;
      }
      if (boom.start + boom.length > at) {
        boom.add(left, right, at, count);
      }
    }
    at += count;
  }

  /** A rumble that rises several times, with a crack at its head. */
  private static final class Boom {
    final long start;
    final long length;
    private final double level;
    private final double crack;
    private final double[] peaks;
    private final double[] levels;
    private final float leftGain;
    private final float rightGain;
    private final Hiss hiss;
    private final Filter low;
    private final Filter body;
    private final Filter high;

    Boom(
        double startSeconds,
        double seconds,
        double hertz,
        double level,
        double crack,
        double[] peaks,
        double[] levels,
        double pan,
        long seed) {
      start = Math.round(startSeconds * Soundtrack.RATE);
      length = Math.round(seconds * Soundtrack.RATE);
      this.level = level;
      this.crack = crack;
      this.peaks = peaks;
      this.levels = levels;
      double angle = (Math.clamp(pan, -1, 1) + 1) * Math.PI / 4;
      leftGain = (float) Math.cos(angle);
      rightGain = (float) Math.sin(angle);
      hiss = new Hiss(seed);
      low = new Filter(hertz, 0.8);
      body = new Filter(hertz * 2.6, 0.7);
      high = new Filter(2200, 0.6);
    }

    void add(float[] left, float[] right, long now, int count) {
      int from = (int) Math.max(0, start - now);
      int to = (int) Math.min(count, start + length - now);
      for (int i = from; i < to; i++) {
        double age = (double) (now + i - start) / Soundtrack.RATE;
        float noise = hiss.next();
        double rumble = level * (1.5 * low.low(noise) + 0.35 * body.band(noise)) * roll(age);
        double snap = crack * high.high(noise) * Math.min(1, age / 0.002) * Math.exp(-age / 0.09);
        float out = (float) ((rumble + snap) * ending(age));
        left[i] += out * leftGain;
        right[i] += out * rightGain;
      }
    }

    private double roll(double age) {
      double sum = 0;
      for (int k = 0; k < peaks.length; k++) {
        double since = age - peaks[k];
        double rise = 0.02 + 0.03 * k;
        sum +=
            levels[k] * (since < 0 ? Math.exp(since / rise) : Math.exp(-since / (0.2 + 0.16 * k)));
      }
      return sum * Math.min(1, age / 0.01);
    }

    private double ending(double age) {
      return Math.min(1, (length - age * Soundtrack.RATE) / (length * 0.3));
    }
  }
}
