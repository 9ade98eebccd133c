package dev.afterglow;

import java.util.logging.LogManager;

/**
 * The JDK's log manager, but for one habit: it takes all handlers away as soon as the process
 * begins to end, and a server that drains has things to say until its last moment.
 */
public final class LastingLogManager extends LogManager {
  private static volatile boolean lasts;

  /** Made by the JDK, which finds its name in a property. */
  public LastingLogManager() {}

  /** What is configured now stays until the process has ended. */
  static void keep() {
    lasts = true;
  }

  /** Lets another configuration take the place of what there is. */
  static void yieldToNext() {
    lasts = false;
  }

  @Override
  public void reset() {
    if (!lasts) {
      super.reset();
    }
  }
}
