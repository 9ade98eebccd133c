package dev.afterglow.cli;

import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.config.Secret;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.films.UnusableLinkKeys;
import dev.afterglow.sql.DatabaseFailure;
import dev.afterglow.sql.DatabaseFailure.Obstacle;
import dev.afterglow.sql.PostgresAddress;
import dev.afterglow.text.Texts;
import dev.afterglow.webhooks.UnusableSigningKey;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What stood against a start, in the operator's language: the causes that operators meet. */
final class StartFaults {
  private StartFaults() {}

  /** What the database or the data directory of these settings has against a start. */
  static StartRefused of(Settings settings, Exception fault, Texts texts) {
    Optional<Secret> database = settings.fleet().database();
    if (database.isEmpty() || !(fault instanceof DatabaseFailure failure)) {
      return data(settings.storage().directory(), fault, texts);
    }
    String reason =
        failure
            .obstacle()
            .map(what -> texts.text("start.database." + what.name().toLowerCase(Locale.ROOT)))
            .orElseGet(() -> firstLine(fault));
    String place = PostgresAddress.parse(database.get().value()).toString();
    return new StartRefused(List.of(texts.text("start.database", place, reason)));
  }

  /** A data directory that cannot be made, written or opened. */
  static StartRefused data(Path directory, Exception fault, Texts texts) {
    String reason =
        known(fault)
            .or(() -> belowAFile(directory) ? Optional.of("file") : Optional.empty())
            .map(key -> texts.text("start.data." + key))
            .orElseGet(() -> firstLine(fault));
    return new StartRefused(List.of(texts.text("start.data", directory, reason)));
  }

  /** What stood against work on files, in one line. */
  static String reason(Exception fault, Texts texts) {
    return fault instanceof AccessDeniedException denied
        ? texts.text("file.unusable", String.valueOf(denied.getFile()))
        : firstLine(fault);
  }

  private static Optional<String> known(Exception fault) {
    return Stream.iterate((Throwable) fault, t -> t != null, Throwable::getCause)
        .flatMap(cause -> reason(cause).stream())
        .findFirst();
  }

  /** An address that cannot be listened on. */
  static StartRefused listen(Settings.Listen listen, UncheckedIOException fault, Texts texts) {
    String key =
        fault.getCause() instanceof UnknownHostException ? "start.listen.unknown" : "start.listen";
    return new StartRefused(List.of(texts.text(key, listen.host(), listen.port())));
  }

  private static Optional<String> reason(Throwable cause) {
    return switch (cause) {
      case FileAlreadyExistsException _ -> Optional.of("file");
      case AccessDeniedException _ -> Optional.of("denied");
      case NoSuchFileException _ -> Optional.of("place");
      case DatabaseFailure e when e.damaged() -> Optional.of("broken");
      case DatabaseFailure e when e.obstacle().equals(Optional.of(Obstacle.NEWER)) ->
          Optional.of("newer");
      case DataDirectory.MissingDatabase _ -> Optional.of("missing");
      case DataDirectory.UnfinishedRestore _ -> Optional.of("restoring");
      case UnusableLinkKeys e ->
          Optional.of("link-keys." + e.fault().name().toLowerCase(Locale.ROOT));
      case UnusableSigningKey _ -> Optional.of("webhook-key");
      default -> Optional.empty();
    };
  }

  /** The system tells this in words of its own language alone. */
  static boolean belowAFile(Path directory) {
    return Stream.iterate(directory.toAbsolutePath(), path -> path != null, Path::getParent)
        .anyMatch(Files::isRegularFile);
  }

  private static String firstLine(Throwable fault) {
    return Optional.ofNullable(fault.getMessage())
        .flatMap(text -> text.lines().findFirst())
        .orElse(fault.getClass().getSimpleName());
  }
}
