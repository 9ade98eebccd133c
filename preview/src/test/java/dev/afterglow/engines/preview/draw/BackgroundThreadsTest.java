package dev.afterglow.engines.preview.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class BackgroundThreadsTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void theirsIsThePriorityOfBackgroundWorkAndNobodyElseChanges() throws Exception {
    long before = niceOfThisThread();
    CompletableFuture<Long> theirs = new CompletableFuture<>();
    Thread thread =
        BackgroundThreads.named("drawing-").newThread(() -> theirs.complete(niceOfThisThread()));
    thread.start();
    assertEquals(10, theirs.get(30, TimeUnit.SECONDS));
    assertEquals(before, niceOfThisThread());
  }

  @Test
  void theyAreDaemonsWithANameAndANumber() {
    Thread thread = BackgroundThreads.named("drawing-").newThread(() -> {});
    assertTrue(thread.isDaemon());
    assertEquals("drawing-0", thread.getName());
  }

  /** Field 19 of {@code /proc/[pid]/stat}, see proc(5); the second one is a name in brackets. */
  private static long niceOfThisThread() {
    try {
      String stat = Files.readString(Path.of("/proc/thread-self/stat"));
      return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
