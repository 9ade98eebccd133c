package dev.afterglow.sql;

import java.util.List;
import java.util.function.Consumer;

/** A database that several processes share, and that carries messages between them. */
public interface SharedDatabase extends Database {
  /**
   * As {@link #writeBeside}, for the one work that must not wait behind others: it is done at once
   * on the caller's own thread, which is one of the platform and is not interrupted, and one at a
   * time.
   */
  default <T> T writeAtOnce(Work<T> work) {
    return writeBeside(work);
  }

  /**
   * Sends messages to every process that listens, this one included. They may be lost with a
   * connection: whoever relies on one also looks by itself now and then.
   *
   * @param messages each of at most 7000 bytes
   */
  void send(List<String> messages);

  /**
   * Listens for the messages of all processes on a thread of its own.
   *
   * @param heard told each message
   * @param missed told whenever messages may have been missed, and after each connection that was
   *     begun anew
   */
  Listening listen(Consumer<String> heard, Runnable missed);

  /** Somebody who listens until this is closed. */
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
