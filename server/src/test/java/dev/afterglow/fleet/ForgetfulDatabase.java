package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import java.util.List;
import java.util.function.Consumer;

/**
 * A database that keeps what is written, and once does not say so, or takes its time, or does not
 * read.
 */
final class ForgetfulDatabase implements SharedDatabase {
  private final SharedDatabase inner;
  boolean loseNextAnswer;
  boolean refuseNextRead;
  Runnable beforeNextWrite = () -> {};

  ForgetfulDatabase(SharedDatabase inner) {
    this.inner = inner;
  }

  @Override
  public <T> T write(Work<T> work) {
    return inner.write(work);
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

  @Override
  public <T> T report(Work<T> work) {
    return inner.report(work);
  }

  @Override
  public long readCount() {
    return inner.readCount();
  }

  @Override
  public void send(List<String> messages) {
    inner.send(messages);
  }

  @Override
  public Listening listen(Consumer<String> heard, Runnable missed) {
    return inner.listen(heard, missed);
  }

  @Override
  public void close() {
    inner.close();
  }
}
