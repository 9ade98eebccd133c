package dev.afterglow.cli.generate;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.ProgressLine;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.client.FilmClient;
import dev.afterglow.client.FilmOrder;
import dev.afterglow.client.FilmTask;
import dev.afterglow.client.ServerRefused;
import dev.afterglow.media.headers.FilmHeader;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** From a prompt to a file: submits, follows, downloads and tells. */
final class Generation {
  private static final int TRIES = 3;
  private static final int BAD_REQUEST = 400;
  private static final int WRONG_KEY = 401;
  private static final int TOO_LARGE = 413;
  private static final int WRONG_MEDIA = 415;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final FilmClient client;
  private final Follower follower;
  private final GenerateOptions options;
  private final Terminal terminal;
  private final Texts texts;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;
  private volatile Optional<String> task = Optional.empty();

  Generation(
      FilmClient client,
      Follower follower,
      GenerateOptions options,
      Terminal terminal,
      Texts texts,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.client = client;
    this.follower = follower;
    this.options = options;
    this.terminal = terminal;
    this.texts = texts;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /** The task that is unfinished at this moment. */
  Optional<String> unfinished() {
    return task;
  }

  /** Runs to the end and answers the exit code. */
  int run() throws InterruptedException {
    long start = nanoTime.getAsLong();
    try {
      String taskId = options.task().isPresent() ? options.task().get() : submit();
      task = Optional.of(taskId);
      FilmTask ended = follow(taskId);
      if (ended.film().isEmpty()) {
        task = Optional.empty();
        terminal.complain(failure(ended));
        return ExitCode.FAILED;
      }
      Path file = options.output().orElse(Path.of(taskId + ".mp4"));
      long bytes = client.download(ended.film().get(), file);
      task = Optional.empty();
      terminal.say(summary(file, bytes, nanoTime.getAsLong() - start));
      return ExitCode.DONE;
    } catch (ServerRefused e) {
      terminal.complain(texts.text("generate.refused", String.valueOf(e.getMessage())));
      return usage(e.status()) ? ExitCode.USAGE : ExitCode.FAILED;
    } catch (ConnectException _) {
      terminal.complain(texts.text("generate.unreachable", options.server().orElse("127.0.0.1")));
      task.ifPresent(id -> terminal.complain(texts.text("generate.again", id)));
      return ExitCode.FAILED;
    } catch (FileSystemException e) {
      terminal.complain(texts.text("file.unusable", String.valueOf(e.getFile())));
      task.ifPresent(id -> terminal.complain(texts.text("generate.again", id)));
      return ExitCode.FAILED;
    } catch (IOException e) {
      terminal.complain(texts.text("generate.broken", String.valueOf(e.getMessage())));
      task.ifPresent(id -> terminal.complain(texts.text("generate.again", id)));
      return ExitCode.FAILED;
    }
  }

  private FilmTask follow(String taskId) throws IOException, InterruptedException {
    try (ProgressLine line = terminal.progress(texts)) {
      return follower.follow(taskId, line);
    }
  }

  /** One order, one idempotency key: an answer that got lost does not make a second film. */
  private String submit() throws IOException, InterruptedException {
    FilmOrder order = order();
    String once = "generate-" + Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX);
    for (int attempt = 1; ; attempt++) {
      try {
        return client.submit(order, once);
      } catch (ServerRefused e) {
        throw e;
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw e;
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    }
  }

  private FilmOrder order() throws IOException {
    Optional<Path> file = options.imageFile();
    Optional<String> image =
        file.isPresent() ? Optional.of(client.upload(file.get())) : options.image();
    return new FilmOrder(
        options.model(),
        options.prompt().orElse(""),
        options.seconds(),
        options.resolution(),
        options.aspectRatio(),
        image);
  }

  private String failure(FilmTask ended) {
    String reason = ended.error().orElse(ended.status().name().toLowerCase(Locale.ROOT));
    return texts.text("generate.failed", ended.id(), reason);
  }

  private String summary(Path file, long bytes, long nanos) throws IOException {
    String size = String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    String took = String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    try (FileChannel channel = FileChannel.open(file)) {
      return switch (FilmHeader.read(channel)) {
        case FilmHeader.Reading.Film(FilmHeader film) ->
            texts.text(
                "generate.done",
                file,
                film.width() + "x" + film.height(),
                String.format(Locale.ROOT, "%.1f", film.durationMillis() / 1e3),
                size,
                took);
        case FilmHeader.Reading.NotAFilm _ ->
            throw new IOException(file + " is not a film: " + Files.size(file) + " bytes");
      };
    }
  }

  private static boolean usage(int status) {
    return status == BAD_REQUEST
        || status == WRONG_KEY
        || status == TOO_LARGE
        || status == WRONG_MEDIA;
  }
}
