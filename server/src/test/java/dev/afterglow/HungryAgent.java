package dev.afterglow;

import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Takes all of the heap of the process that it is put into, once a file is there. */
public final class HungryAgent {
  private static final int BITE_BYTES = 1 << 20;

  private HungryAgent() {}

  /**
   * Called by the JVM before the program begins.
   *
   * @param file the file that it waits for
   */
  public static void premain(String file, Instrumentation instrumentation) {
    Thread.ofPlatform().daemon().name("hungry").start(() -> eat(Path.of(file)));
  }

  private static void eat(Path file) {
    while (!Files.exists(file)) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    List<byte[]> eaten = new ArrayList<>();
    while (true) {
      eaten.add(new byte[BITE_BYTES]);
    }
  }
}
