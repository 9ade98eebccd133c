package dev.afterglow.tasks.simulation;

import dev.afterglow.engines.Picture;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.tasks.SampleFilm;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.run.Finisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Joins sample films, and fails in every way in which a finisher may and may not. */
final class FickleFinisher implements Finisher {
  private static final String TEXT = "the film of ";

  private final Random random;
  private boolean fickle = true;
  private boolean broken;

  FickleFinisher(Random random) {
    this.random = random;
  }

  /** From now on it does what it should. */
  void calmDown() {
    fickle = false;
  }

  /** From now on it throws whatever it is asked. */
  void breakForGood() {
    broken = true;
  }

  @Override
  public Finished finish(List<Part> parts, VideoFormat ordered, Path target) throws IOException {
    fail();
    Set<String> tasks = new HashSet<>();
    for (Part part : parts) {
      tasks.add(taskOf(part.film()).orElse(""));
    }
    String task = tasks.iterator().next();
    if (tasks.size() > 1 || task.isEmpty()) {
      return new Finished.Unfit("broken off, or of two tasks");
    }
    Files.write(target, SampleFilm.of(ordered, TEXT + task));
    return new Finished.Film(target);
  }

  @Override
  public Picture lastFrame(Path film) throws IOException {
    fail();
    if (taskOf(film).isEmpty()) {
      throw new IOException("broken off");
    }
    return new Picture(new byte[] {4, 5, 6}, ImageFormat.PNG, 1280, 720);
  }

  /** The task that a film is of; empty if it was broken off. */
  private static Optional<String> taskOf(Path film) throws IOException {
    String bytes = Files.readString(film, StandardCharsets.ISO_8859_1);
    int from = bytes.indexOf(TEXT);
    return from < 0
        ? Optional.empty()
        : Optional.of(bytes.substring(from + TEXT.length())).filter(TaskIds::wellFormed);
  }

  private void fail() throws IOException {
    if (broken || (fickle && random.nextInt(6) == 0)) {
      switch (random.nextInt(3)) {
        case 0 -> throw new IOException("not this time");
        case 1 -> throw new IllegalStateException("a finisher must not throw");
        default -> throw new NoSuchMethodError("nor this");
      }
    }
  }
}
