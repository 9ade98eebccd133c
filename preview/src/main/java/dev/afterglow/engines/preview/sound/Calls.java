package dev.afterglow.engines.preview.sound;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** Animals that call in phrases: a phrase of like notes, then a rest. */
final class Calls implements Grains.Recipe {
  /** Who calls. */
  enum Animal {
    SONGBIRD,
    GULL,
    CRICKET
  }

  private record Note(Grain grain, double gap) {}

  private final Animal animal;

  /** Each of these keeps its own place and pitch, as one animal does. */
  private final double pan;

  private final double hertz;
  private final Deque<Note> phrase = new ArrayDeque<>();

  private Calls(SplittableRandom random, Animal animal) {
    this.animal = animal;
    pan = random.nextDouble(-0.85, 0.85);
    hertz =
        switch (animal) {
          case SONGBIRD -> random.nextDouble(2600, 4600);
          case GULL -> random.nextDouble(1150, 1500);
          case CRICKET -> random.nextDouble(3900, 5000);
        };
  }

  /** Some animals of a kind, each a voice among the others. */
  static Voice of(SplittableRandom random, Animal animal, int number) {
    Voice[] voices = new Voice[number];
    for (int i = 0; i < number; i++) {
      double far = 1 / (1 + 0.6 * i);
      voices[i] = new Grains(random.split(), new Calls(random, animal)).at(far);
    }
    return (left, right, count) -> {
      for (Voice voice : voices) {
        voice.add(left, right, count);
      }
    };
  }

  @Override
  public double next(SplittableRandom random, List<Grain> now) {
    if (phrase.isEmpty()) {
      switch (animal) {
        case SONGBIRD -> song(random);
        case GULL -> cry(random);
        case CRICKET -> chirp(random);
      }
    }
    Note note = phrase.removeFirst();
    now.add(note.grain());
    if (animal == Animal.GULL) {
      Grain grain = note.grain();
      now.add(overtone(grain, 2, 0.55));
      now.add(overtone(grain, 3, 0.3));
    }
    return note.gap();
  }

  private static Grain overtone(Grain grain, int times, double gain) {
    return new Grain(
        grain.seconds(),
        grain.attack(),
        grain.fromHertz() * times,
        grain.toHertz() * times,
        grain.tone() * gain,
        0,
        grain.pan());
  }

  private void song(SplittableRandom random) {
    int notes = random.nextInt(2, 7);
    double base = hertz * random.nextDouble(0.9, 1.12);
    double glide = random.nextDouble(0.72, 1.35);
    double length = random.nextDouble(0.06, 0.15);
    double force = random.nextDouble(0.1, 0.22);
    for (int i = 0; i < notes; i++) {
      double pitch = base * (1 + 0.05 * (i % 2) - 0.015 * i);
      Grain grain = new Grain(length, 0.35, pitch, pitch * glide, force, 0.01, pan);
      boolean last = i == notes - 1;
      phrase.add(new Note(grain, last ? random.nextDouble(0.9, 3.2) : length * 1.15));
    }
  }

  private void cry(SplittableRandom random) {
    int notes = random.nextInt(1, 5);
    for (int i = 0; i < notes; i++) {
      double pitch = hertz * random.nextDouble(0.95, 1.08);
      double length = random.nextDouble(0.22, 0.38);
      Grain grain = new Grain(length, 0.22, pitch, pitch * 0.72, 0.09, 0.02, pan);
      boolean last = i == notes - 1;
      phrase.add(new Note(grain, last ? random.nextDouble(2.2, 5.5) : length * 0.95));
    }
  }

  private void chirp(SplittableRandom random) {
    int pulses = random.nextInt(3, 5);
    for (int i = 0; i < pulses; i++) {
      Grain grain = new Grain(0.022, 0.4, hertz, hertz * 1.01, 0.07, 0, pan);
      boolean last = i == pulses - 1;
      phrase.add(new Note(grain, last ? random.nextDouble(0.28, 0.5) : 0.026));
    }
  }
}
