package dev.afterglow.batches;

/**
 * How much batches may take.
 *
 * @param lines of one batch
 * @param openPerOwner how many batches of one owner may be open
 * @param runningPerOwner how many tasks of one owner's batches are under way or wait at once; what
 *     the owner asks besides has the rest
 */
public record BatchLimits(int lines, int openPerOwner, int runningPerOwner) {
  public BatchLimits {
    if (lines < 1 || openPerOwner < 1 || runningPerOwner < 1) {
      throw new IllegalArgumentException("a bound that lets no batch through");
    }
  }
}
