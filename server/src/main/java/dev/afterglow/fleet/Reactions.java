package dev.afterglow.fleet;

/**
 * What a node does when it hears of the others. Every method returns at once, and none throws but
 * where it says so.
 */
public interface Reactions {
  /** There may be a task to be taken from the queue. */
  void work();

  /** A task has changed elsewhere: whoever waits for it here has to look. */
  void taskChanged(String taskId);

  /** A task's owner wants it stopped; it may be in hand here. */
  void stopWanted(String taskId);

  /** Keys or owners have changed. */
  void keysChanged();

  /** The database does not answer: a key that is revoked meanwhile must not go on for long. */
  void cutOff();

  /**
   * Prices have changed.
   *
   * @throws RuntimeException if they could not be read; to be called again then
   */
  void pricesChanged();

  /** Nobody knows what was missed: everybody who waits has to look. */
  void missed();
}
