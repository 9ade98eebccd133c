package dev.afterglow.videos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets that sign links: a file of one or two lines, each 32 random bytes or more in
 * base64url. The first signs, both verify: an operator who puts a new key before the present one,
 * and drops it a day later, has changed keys without breaking a link.
 */
public final class LinkKeys {
  private static final int KEY_BYTES = 32;
  private static final int MOST_KEYS = 2;

  private final List<byte[]> keys;

  private LinkKeys(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Reads the key file, or creates it with one new key, readable by its owner alone.
   *
   * @throws IllegalStateException if the file holds no key, an empty or short one, two that are
   *     equal, or more than two: a server with such a key must not start
   */
  public static LinkKeys open(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      write(file, fresh(random));
    }
    return new LinkKeys(parse(Files.readAllLines(file)));
  }

  byte[] signing() {
    return keys.getFirst();
  }

  List<byte[]> verifying() {
    return keys;
  }

  private static byte[] fresh(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return key;
  }

  private static List<byte[]> parse(List<String> lines) {
    if (lines.isEmpty() || lines.size() > MOST_KEYS) {
      throw refusal("it must hold one or two lines, not " + lines.size());
    }
    Set<String> seen = new HashSet<>();
    List<byte[]> keys = new ArrayList<>();
    for (String line : lines) {
      if (!seen.add(line)) {
        throw refusal("its two keys are equal");
      }
      keys.add(decode(line));
    }
    return List.copyOf(keys);
  }

  private static byte[] decode(String line) {
    byte[] key;
    try {
      key = Base64.getUrlDecoder().decode(line);
    } catch (IllegalArgumentException _) {
      throw refusal("a line is not base64url");
    }
    if (key.length < KEY_BYTES) {
      throw refusal("a key has " + key.length + " bytes, and fewer than 32 are not safe");
    }
    return key;
  }

  private static IllegalStateException refusal(String reason) {
    return new IllegalStateException("the file of link keys is unusable: " + reason);
  }

  private static void write(Path file, byte[] key) throws IOException {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key) + '\n';
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh, ownerOnly(file));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
