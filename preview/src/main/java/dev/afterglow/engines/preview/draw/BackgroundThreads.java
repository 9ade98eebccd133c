package dev.afterglow.engines.preview.draw;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Platform threads that step back for all others: a film is drawn with the processor time that
 * nobody else needs, so that requests are answered at once while the cores are busy drawing.
 *
 * <p>The JVM passes no priority of a thread on to Linux. On Linux a thread can change its own by
 * {@code setpriority(2)}, which POSIX means for whole processes; elsewhere the JVM's hint is all.
 */
public final class BackgroundThreads {
  /** A tenth of the processor time of a thread at 0, where both want it all. */
  private static final int NICE = 10;

  /** {@code PRIO_PROCESS} of {@code sys/resource.h}; 0 is the calling thread then. */
  private static final int CALLING_THREAD = 0;

  private static final System.Logger LOG = System.getLogger(BackgroundThreads.class.getName());

  private BackgroundThreads() {}

  /** Makes daemons of this name followed by a number. */
  @SuppressWarnings("ThreadPriorityCheck") // a hint, nothing depends on it
  public static ThreadFactory named(String prefix) {
    ThreadFactory daemons =
        Thread.ofPlatform().name(prefix, 0).daemon(true).priority(Thread.MIN_PRIORITY).factory();
    return work ->
        daemons.newThread(() -> {
          stepBack();
          work.run();
        });
  }

  private static void stepBack() {
    SetPriority.CALL.ifPresent(call -> {
      try {
        int _ = (int) call.invokeExact(CALLING_THREAD, 0, NICE);
      } catch (Throwable refused) {
        LOG.log(System.Logger.Level.DEBUG, "a drawing thread keeps its priority", refused);
      }
    });
  }

  /** Looked up when the first film is drawn: it takes some milliseconds. */
  private static final class SetPriority {
    static final Optional<MethodHandle> CALL =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")
            ? found()
            : Optional.empty();

    private static Optional<MethodHandle> found() {
      Linker linker = Linker.nativeLinker();
      FunctionDescriptor signature =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT);
      return linker
          .defaultLookup()
          .find("setpriority")
          .map(address -> linker.downcallHandle(address, signature));
    }
  }
}
