package dev.afterglow.engines.preview.sound;

import java.util.List;
import java.util.SplittableRandom;

/** How the short sounds of nature are made. */
final class Recipes {
  private Recipes() {}

  /** Drops of rain that hit leaves, stones and puddles nearby. */
  static double drop(SplittableRandom random, List<Grain> now) {
    double hertz = 1800 + 5200 * random.nextDouble() * random.nextDouble();
    double force = Math.pow(random.nextDouble(), 3);
    now.add(
        new Grain(
            random.nextDouble(0.006, 0.022),
            0.1,
            hertz,
            hertz * 0.8,
            force * 0.12,
            force * 0.5,
            random.nextDouble(-0.9, 0.9)));
    return wait(random, 70);
  }

  /** Bubbles that rise and burst in running water: the pitch goes up as they shrink. */
  static double bubble(SplittableRandom random, List<Grain> now) {
    double hertz = 350 + 1300 * random.nextDouble() * random.nextDouble();
    double size = 0.25 + 0.75 * random.nextDouble() * random.nextDouble();
    now.add(
        new Grain(
            random.nextDouble(0.03, 0.09),
            0.12,
            hertz,
            hertz * random.nextDouble(1.05, 1.5),
            0.2 * size,
            0,
            random.nextDouble(-0.8, 0.8)));
    return wait(random, 26);
  }

  /** Groups of air bubbles on their way up, heard under water. */
  static double breath(SplittableRandom random, List<Grain> now) {
    double hertz = random.nextDouble(180, 520);
    now.add(
        new Grain(
            random.nextDouble(0.05, 0.12),
            0.2,
            hertz,
            hertz * 1.7,
            random.nextDouble(0.08, 0.2),
            0,
            random.nextDouble(-0.6, 0.6)));
    return random.nextDouble() < 0.82 ? random.nextDouble(0.03, 0.11) : random.nextDouble(0.7, 1.8);
  }

  /** Wood that cracks in a fire: mostly ticks, now and then a pop. */
  static double crackle(SplittableRandom random, List<Grain> now) {
    double force = Math.pow(random.nextDouble(), 5);
    double hertz = random.nextDouble(1200, 5500);
    now.add(
        new Grain(
            0.004 + 0.03 * force,
            0.06,
            hertz,
            hertz * 0.6,
            0.05 * force,
            0.25 + 2.4 * force,
            random.nextDouble(-0.6, 0.6)));
    return wait(random, random.nextInt(4) == 0 ? 40 : 11);
  }

  /** Seconds to the next of events that come at random, so many a second on average. */
  static double wait(SplittableRandom random, double perSecond) {
    return -Math.log(1 - random.nextDouble()) / perSecond;
  }
}
