package dev.afterglow;

import dev.afterglow.config.LogLevel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** Sends what is logged to standard error, one line for each record. */
final class Logs {
  /** Time, level, message, and the stack trace of a fault. */
  private static final String LINE = "%1$tFT%1$tT.%1$tL%1$tz %4$s %5$s%6$s%n";

  private Logs() {}

  static void configure(LogLevel level) {
    String name =
        switch (level) {
          case ERROR -> "SEVERE";
          case WARNING -> "WARNING";
          case INFO -> "INFO";
          case DEBUG -> "FINE";
        };
    String settings =
        """
        handlers = java.util.logging.ConsoleHandler
        .level = %s
        java.util.logging.ConsoleHandler.level = ALL
        java.util.logging.ConsoleHandler.formatter = java.util.logging.SimpleFormatter
        java.util.logging.SimpleFormatter.format = %s
        io.helidon.level = WARNING
        io.helidon.webserver.LoomServer.level = OFF
        io.helidon.webserver.ServerListener.level = OFF
        org.flywaydb.level = WARNING
        """
            .formatted(name, LINE);
    try {
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
