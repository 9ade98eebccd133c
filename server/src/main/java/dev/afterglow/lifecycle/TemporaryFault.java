package dev.afterglow.lifecycle;

/** A throwable that says whether the same may succeed a moment later. */
public interface TemporaryFault {
  /** Whether it passes by itself, and nothing was done. */
  boolean isTemporary();
}
