package dev.afterglow.cli;

import dev.afterglow.backup.BackupRefused;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.text.Texts;
import java.util.Locale;

/** What is said of backups. */
final class BackupTexts {
  private static final long MEGABYTE = 1_000_000;

  private BackupTexts() {}

  /** A size as people read it. */
  static String megabytes(long bytes) {
    return Long.toString(Math.ceilDiv(bytes, MEGABYTE));
  }

  /** Why there is none, or nothing was restored. */
  static String refusal(BackupRefused refused, Texts texts) {
    String key = refused.why().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String detail =
        refused.why() == BackupRefused.Why.NO_SPACE
            ? megabytes(Long.parseLong(refused.detail()))
            : refused.detail();
    return texts.text("backup.refused." + key, detail);
  }

  static int exitCode(BackupRefused refused) {
    return switch (refused.why()) {
      case TARGET_EXISTS, TARGET_FOLDER, TARGET_INSIDE, AT_WORK, NO_BACKUP, NEWER, NOT_EMPTY ->
          ExitCode.USAGE;
      case NO_SPACE, FILE_MISSING, COPY_DAMAGED, DAMAGED -> ExitCode.FAILED;
    };
  }
}
