package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.files.DurableFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a running server takes commands, and the word that proves the right to give them. It lies
 * in the data directory, readable only by the account the server runs as: who may read the database
 * may also give commands, nobody else.
 *
 * @param port of the loopback address
 * @param token 256 random bits as 43 characters of base64url
 */
public record AdminFile(int port, String token) {
  /** The one address of the admin API; never configurable. */
  static final InetAddress ADDRESS = InetAddress.ofLiteral("127.0.0.1");

  private static final String NAME = "admin.token";
  private static final Pattern CONTENT = Pattern.compile("(\\d{1,5}) ([A-Za-z0-9_-]{43})\n");

  public AdminFile {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not in 1..65535");
    }
  }

  /** The token, and what can be done with it. */
  AdminSecret secret() {
    return new AdminSecret(token);
  }

  /** Never the token: a record in a log line must not give it away. */
  @Override
  public String toString() {
    return "AdminFile[port=" + port + "]";
  }

  /** Reads the file of the server that holds or held this data directory; empty without one. */
  public static Optional<AdminFile> read(Path dataDirectory) throws IOException {
    try {
      Matcher content = CONTENT.matcher(Files.readString(dataDirectory.resolve(NAME)));
      return content.matches()
          ? Optional.of(new AdminFile(Integer.parseInt(content.group(1)), content.group(2)))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Writes the file in one step, readable by its owner alone from the first byte on. */
  void write(Path dataDirectory) throws IOException {
    DurableFiles.replace(dataDirectory.resolve(NAME), (port + " " + token + "\n").getBytes(UTF_8));
  }

  /** Removes the file if it is still this server's. */
  void remove(Path dataDirectory) throws IOException {
    if (read(dataDirectory).equals(Optional.of(this))) {
      Files.deleteIfExists(dataDirectory.resolve(NAME));
    }
  }
}
