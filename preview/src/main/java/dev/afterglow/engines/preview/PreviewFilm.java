package dev.afterglow.engines.preview;

import dev.afterglow.engines.preview.draw.BackgroundThreads;
import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.grade.Writing;
import dev.afterglow.engines.preview.photo.Photo;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.sound.Soundtrack;
import dev.afterglow.media.FilmFormat;
import dev.afterglow.media.FilmWriter;
import dev.afterglow.media.YuvPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Makes one film: this thread draws, another encodes what was drawn before. The same scene and
 * shape always give the same file.
 */
final class PreviewFilm {
  static final int FRAMES_PER_SECOND = 30;

  /** One picture being drawn, one being encoded, one waiting. */
  private static final int PICTURES = 3;

  private final Scene scene;
  private final Space space;
  private final int seconds;
  private final int frames;
  private final boolean captions;
  private final Optional<Photo> photo;
  private final BlockingQueue<YuvPicture> drawn = new ArrayBlockingQueue<>(PICTURES);
  private final BlockingQueue<YuvPicture> free = new ArrayBlockingQueue<>(PICTURES);

  PreviewFilm(Scene scene, Space space, int seconds, boolean captions, Optional<Photo> photo) {
    this.scene = scene;
    this.space = space;
    this.seconds = seconds;
    this.captions = captions;
    this.photo = photo;
    this.frames = seconds * FRAMES_PER_SECOND;
  }

  /** Is told how far a film is. */
  @FunctionalInterface
  interface Watcher {
    /** So many of all pictures have been encoded. */
    void encoded(int done, int pictures);
  }

  /**
   * Writes the film to a file that does not exist yet.
   *
   * @throws InterruptedException if this thread is interrupted; no file is left then
   */
  void write(Path file, Crew crew, Watcher watcher) throws IOException, InterruptedException {
    FilmFormat format =
        new FilmFormat(
            space.width(),
            space.height(),
            FRAMES_PER_SECOND,
            frames,
            scene.caption().isBlank() ? Writing.MARK : scene.caption(),
            Writing.MARK);
    Studio studio = studio(crew);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread drawing = Thread.currentThread();
    Thread encoder =
        BackgroundThreads.named("preview-encode-")
            .newThread(() -> {
              try {
                encode(file, format, watcher);
              } catch (InterruptedException stopped) {
                // the drawing thread asked for it and knows why
              } catch (IOException | RuntimeException | Error broken) {
                failure.set(broken);
                drawing.interrupt();
              }
            });
    encoder.start();
    try {
      draw(studio);
      encoder.join();
    } catch (InterruptedException stopped) {
      encoder.interrupt();
      joinStubbornly(encoder);
      throwIfBroken(failure.get());
      throw stopped;
    } catch (RuntimeException | Error broken) {
      encoder.interrupt();
      joinStubbornly(encoder);
      throw broken;
    }
    throwIfBroken(failure.get());
  }

  private Studio studio(Crew crew) throws InterruptedException {
    return photo.isPresent()
        ? Studio.prepare(photo.get(), scene, frames, FRAMES_PER_SECOND, captions, crew)
        : Studio.prepare(scene, space, frames, FRAMES_PER_SECOND, captions, crew);
  }

  private static void throwIfBroken(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException broken) {
      throw broken;
    }
    if (failure instanceof RuntimeException broken) {
      throw broken;
    }
    if (failure instanceof Error broken) {
      throw broken;
    }
  }

  /** The encoder frees native memory; nothing may go on before it has. */
  private static void joinStubbornly(Thread encoder) {
    boolean interrupted = false;
    while (encoder.isAlive()) {
      try {
        encoder.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw(Studio studio) throws InterruptedException {
    for (int i = 0; i < PICTURES; i++) {
      free.add(new YuvPicture(space.width(), space.height()));
    }
    for (int number = 0; number < frames; number++) {
      YuvPicture picture = free.take();
      studio.draw(number, picture);
      drawn.put(picture);
    }
  }

  private void encode(Path file, FilmFormat format, Watcher watcher)
      throws IOException, InterruptedException {
    Soundtrack sound = Soundtrack.of(scene, seconds);
    int samples = format.samplesPerFrame();
    float[] left = new float[samples];
    float[] right = new float[samples];
    try (FilmWriter writer = FilmWriter.create(file, format)) {
      for (int number = 0; number < frames; number++) {
        YuvPicture picture = drawn.take();
        writer.picture(picture);
        free.put(picture);
        sound.fill(left, right, samples);
        writer.sound(left, right, samples);
        watcher.encoded(number + 1, frames);
      }
      writer.finish();
    }
  }
}
