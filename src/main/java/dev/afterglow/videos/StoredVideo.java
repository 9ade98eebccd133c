package dev.afterglow.videos;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;

/**
 * A finished film opened for reading. It stays readable until closed, even if it is deleted
 * meanwhile.
 *
 * @param channel positional reads only, so that one channel may serve many readers
 * @param bytes the length of the file when it was opened
 * @param modified when the file was written
 */
public record StoredVideo(FileChannel channel, long bytes, Instant modified) implements Closeable {
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
