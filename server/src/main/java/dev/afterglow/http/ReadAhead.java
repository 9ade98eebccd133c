package dev.afterglow.http;

import io.helidon.common.socket.HelidonSocket;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A read from a connection that is begun before its bytes are needed. While an answer is waited for
 * nobody else reads, so this is what notices a client that hangs up.
 */
final class ReadAhead {
  private final CompletableFuture<Optional<byte[]>> got = new CompletableFuture<>();

  /** Begins to read, on a virtual thread of its own. */
  ReadAhead(HelidonSocket socket) {
    Thread.ofVirtual().name("http-read-ahead").start(() -> read(socket));
  }

  private void read(HelidonSocket socket) {
    try {
      got.complete(Optional.ofNullable(socket.get()));
    } catch (Throwable e) {
      got.completeExceptionally(e);
    }
  }

  /** Sets what is run once the client sends nothing more, or when the connection is broken. */
  void onEnd(Runnable action) {
    var _ =
        got.handle((bytes, fault) -> {
          if (fault != null || bytes.isEmpty()) {
            action.run();
          }
          return action;
        });
  }

  /**
   * Waits for what is read.
   *
   * @return empty at the end of what the client sends
   * @throws UncheckedIOException if the connection is broken
   */
  Optional<byte[]> take() throws InterruptedException {
    try {
      return got.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case UncheckedIOException broken -> throw broken;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
