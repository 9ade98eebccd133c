package dev.afterglow.engines.preview.sound;

import dev.afterglow.engines.preview.sound.Bed.Band;
import dev.afterglow.engines.preview.sound.Bed.Pass;
import java.util.List;
import java.util.SplittableRandom;

/** The steady sounds of nature and streets, as bands of noise. Levels are near -20 dB each. */
final class Beds {
  private Beds() {}

  static Voice waterfall(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.LOW, 110, 0.7, 1.1, 0.2, 0.35, 0.45),
            new Band(Pass.BAND, 420, 0.5, 0.26, 0.25, 0.22, 0.35),
            new Band(Pass.BAND, 1500, 0.5, 0.16, 0.2, 0.17, 0.30),
            new Band(Pass.HIGH, 3600, 0.6, 0.065, 0.1, 0.13, 0.30)));
  }

  static Voice stream(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.BAND, 380, 0.8, 0.30, 0.5, 0.12, 0.7),
            new Band(Pass.BAND, 900, 1.1, 0.26, 0.5, 0.09, 0.8),
            new Band(Pass.BAND, 2400, 0.7, 0.07, 0.3, 0.08, 0.6)));
  }

  static Voice surf(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.LOW, 160, 0.7, 0.9, 0.3, 0.9, 0.5),
            new Band(Pass.BAND, 520, 0.5, 0.26, 0.2, 0.4, 0.4),
            new Band(Pass.BAND, 1900, 0.5, 0.12, 0.2, 0.25, 0.3)));
  }

  static Voice foam(SplittableRandom random) {
    return new Bed(random, List.of(new Band(Pass.HIGH, 2600, 0.6, 0.2, 0.25, 0.2, 0.4)));
  }

  static Voice wind(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.LOW, 210, 0.8, 0.8, 0.45, 1.6, 0.65),
            new Band(Pass.BAND, 430, 2.2, 0.34, 0.35, 1.3, 0.8),
            new Band(Pass.BAND, 1150, 3.0, 0.06, 0.3, 1.9, 0.9)));
  }

  static Voice leaves(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.BAND, 2700, 0.6, 0.20, 0.2, 0.9, 0.85),
            new Band(Pass.HIGH, 5200, 0.6, 0.08, 0.1, 0.5, 0.8)));
  }

  static Voice rain(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.BAND, 900, 0.5, 0.10, 0.1, 1.1, 0.3),
            new Band(Pass.BAND, 3800, 0.45, 0.19, 0.1, 0.8, 0.25),
            new Band(Pass.HIGH, 7500, 0.6, 0.07, 0.05, 0.6, 0.25)));
  }

  static Voice fire(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.LOW, 120, 0.8, 1.1, 0.4, 0.12, 0.85),
            new Band(Pass.BAND, 480, 0.7, 0.20, 0.4, 0.08, 0.85),
            new Band(Pass.HIGH, 4500, 0.6, 0.02, 0.2, 0.1, 0.8)));
  }

  static Voice streets(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.LOW, 90, 0.7, 1.3, 0.15, 2.4, 0.35),
            new Band(Pass.BAND, 260, 0.7, 0.24, 0.15, 1.8, 0.35),
            new Band(Pass.BAND, 1000, 0.6, 0.05, 0.2, 2.2, 0.5)));
  }

  static Voice depths(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.LOW, 95, 0.9, 1.6, 0.3, 1.9, 0.5),
            new Band(Pass.BAND, 230, 1.6, 0.24, 0.3, 1.2, 0.6)));
  }

  static Voice air(SplittableRandom random) {
    return new Bed(
        random,
        List.of(
            new Band(Pass.LOW, 140, 0.7, 0.6, 0.2, 2.6, 0.4),
            new Band(Pass.BAND, 700, 0.8, 0.07, 0.3, 2.1, 0.6),
            new Band(Pass.HIGH, 6000, 0.6, 0.014, 0.1, 1.7, 0.5)));
  }
}
