package dev.afterglow.tasks.store;

/**
 * A node by what it wrote last to say that it is there.
 *
 * @param leaseMillis until when its lease was to run by that; 0 if it has left
 */
public record LastBeat(String nodeId, long leaseMillis) {
  /** The lease of a node that has given it up. */
  public static final long GONE = 0;
}
