package dev.afterglow.batches;

/**
 * How much is kept of clients' files.
 *
 * @param largestBytes of one upload
 * @param bytesPerOwner what all files of one owner may take together
 * @param filesPerOwner how many files one owner may have
 */
public record FileLimits(long largestBytes, long bytesPerOwner, int filesPerOwner) {
  public FileLimits {
    if (largestBytes < 1 || bytesPerOwner < 0 || filesPerOwner < 1) {
      throw new IllegalArgumentException("a bound that lets no file through");
    }
  }
}
