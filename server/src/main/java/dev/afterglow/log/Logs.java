package dev.afterglow.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sends what is logged to standard error, one line for each record. */
public final class Logs {
  private Logs() {}

  /** From now on everything of this level and above is written; whoever logs never waits. */
  public static void configure(LogLevel level) {
    String name =
        switch (level) {
          case ERROR -> "SEVERE";
          case WARNING -> "WARNING";
          case INFO -> "INFO";
          case DEBUG -> "FINE";
        };
    String settings =
        String.format(
            Locale.ROOT,
            """
            .level = %s
            io.helidon.level = WARNING
            io.helidon.webserver.LoomServer.level = OFF
            io.helidon.webserver.ServerListener.level = OFF
            org.flywaydb.level = WARNING
            software.amazon.awssdk.level = WARNING
            """,
            name);
    Lasting.stays = false;
    try {
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LogWriter writer = LogWriter.start(System.err, new LogLine());
    Logger.getLogger("").addHandler(writer);
    Runtime.getRuntime().addShutdownHook(new Thread(writer::settle, "log-settle"));
    Lasting.stays = true;
  }

  /** Writes what waits to be written, as long as somebody takes it. The log goes on. */
  public static void settle() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      if (handler instanceof LogWriter writer) {
        writer.settle();
      }
    }
  }

  /**
   * The JDK's log manager, but for one habit: it takes all handlers away as soon as the process
   * begins to end, and a server that drains has things to say until its last moment.
   */
  public static final class Lasting extends LogManager {
    /** Whether what is configured stays. */
    private static volatile boolean stays;

    /** Made by the JDK, which finds its name in a property. */
    public Lasting() {}

    @Override
    public void reset() {
      if (!stays) {
        super.reset();
      }
    }
  }
}
