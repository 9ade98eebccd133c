package dev.afterglow.backup;

/** Is told how far a backup or a restore is. */
@FunctionalInterface
public interface Progress {
  /** Nobody looks. */
  Progress NONE = (_, _, _) -> {};

  /** What is being done. */
  enum Stage {
    FILES,
    DATABASE,
    PACKING,
    RESTORING
  }

  /**
   * So far.
   *
   * @param done of {@code all}, in bytes; never more than that
   */
  void at(Stage stage, long done, long all);
}
