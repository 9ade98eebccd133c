package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;

/**
 * A database that keeps what is written, and once does not say so, or takes its time, or does not
 * read.
 */
final class ForgetfulDatabase extends PassingDatabase {
  boolean loseNextAnswer;
  boolean refuseNextRead;
  Runnable beforeNextWrite = () -> {};

  ForgetfulDatabase(SharedDatabase inner) {
    super(inner);
  }

  @Override
  public <T> T writeBeside(Work<T> work) {
    Runnable first = beforeNextWrite;
    beforeNextWrite = () -> {};
    first.run();
    T kept = inner.writeBeside(work);
    if (loseNextAnswer) {
      loseNextAnswer = false;
      throw new IllegalStateException("the answer is lost");
    }
    return kept;
  }

  @Override
  public <T> T read(Work<T> work) {
    if (refuseNextRead) {
      refuseNextRead = false;
      throw new IllegalStateException("no read");
    }
    return inner.read(work);
  }
}
