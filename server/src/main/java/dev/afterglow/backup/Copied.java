package dev.afterglow.backup;

import dev.afterglow.files.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was copied.
 *
 * @param sha256 in hexadecimal digits
 */
record Copied(long bytes, String sha256) {
  private static final int BLOCK_BYTES = 1 << 20;

  /**
   * Writes a file that is not there yet, readable by this account alone, and on disk when this
   * returns. Its folders are made if need be.
   *
   * @param told of each block, by its length in bytes
   */
  static Copied to(Path file, InputStream in, LongConsumer told) throws IOException {
    folders(file.getParent());
    DurableFiles.createFile(file);
    MessageDigest digest = Manifest.digest();
    byte[] block = new byte[BLOCK_BYTES];
    long bytes = 0;
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
        ByteBuffer rest = ByteBuffer.wrap(block, 0, read);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        bytes += read;
        told.accept(read);
      }
      out.force(true);
    }
    return new Copied(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** What such a copy would be of a file that is there. */
  static Copied of(Path file) throws IOException {
    MessageDigest digest = Manifest.digest();
    byte[] block = new byte[BLOCK_BYTES];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
        bytes += read;
      }
    }
    return new Copied(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static void folders(@Nullable Path folder) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      folders(folder.getParent());
      DurableFiles.createFolder(folder);
    }
  }
}
