package dev.afterglow.fleet;

import dev.afterglow.sql.SharedDatabase;
import java.util.List;
import java.util.function.Consumer;

/** Passes everything on to another database but for what a subclass does otherwise. */
abstract class PassingDatabase implements SharedDatabase {
  final SharedDatabase inner;

  PassingDatabase(SharedDatabase inner) {
    this.inner = inner;
  }

  @Override
  public <T> T write(Work<T> work) {
    return inner.write(work);
  }

  @Override
  public <T> T writeBeside(Work<T> work) {
    return inner.writeBeside(work);
  }

  @Override
  public <T> T read(Work<T> work) {
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
