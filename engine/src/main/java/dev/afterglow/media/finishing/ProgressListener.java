package dev.afterglow.media.finishing;

/** Is told how far a film is. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = percent -> {};

  /**
   * So much is done. Called by another thread than the one that waits for the film; for a film that
   * is not encoded, not at all.
   *
   * @param percent 0 to 99, more than before
   */
  void percent(int percent);
}
