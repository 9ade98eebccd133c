package dev.afterglow.films;

import dev.afterglow.files.DurableFiles;
import dev.afterglow.films.UnusableLinkKeys.Fault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * @throws UnusableLinkKeys if the file holds no key, an empty or short one, two that are equal,
   *     or more than two: a server with such a key must not start
   */
  public static LinkKeys open(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      write(file, fresh(random));
    }
    return new LinkKeys(parse(lines(file)));
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

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException _) {
      throw new UnusableLinkKeys(Fault.ENCODING);
    }
  }

  private static List<byte[]> parse(List<String> lines) throws UnusableLinkKeys {
    if (lines.isEmpty() || lines.size() > MOST_KEYS) {
      throw new UnusableLinkKeys(Fault.NUMBER);
    }
    Set<String> seen = new HashSet<>();
    List<byte[]> keys = new ArrayList<>();
    for (String line : lines) {
      if (!seen.add(line)) {
        throw new UnusableLinkKeys(Fault.EQUAL);
      }
      keys.add(decode(line));
    }
    return List.copyOf(keys);
  }

  private static byte[] decode(String line) throws UnusableLinkKeys {
    byte[] key;
    try {
      key = Base64.getUrlDecoder().decode(line);
    } catch (IllegalArgumentException _) {
      throw new UnusableLinkKeys(Fault.ENCODING);
    }
    if (key.length < KEY_BYTES) {
      throw new UnusableLinkKeys(Fault.SHORT);
    }
    return key;
  }

  private static void write(Path file, byte[] key) throws IOException {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key) + '\n';
    DurableFiles.replace(file, text.getBytes(StandardCharsets.US_ASCII));
  }
}
