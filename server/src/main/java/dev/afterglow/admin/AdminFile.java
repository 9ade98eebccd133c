package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a running server takes orders, and the word that proves the right to give them. It lies in
 * the data directory, readable only by the account the server runs as: who may read the database
 * may also give orders, nobody else.
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
    Path draft = Files.createTempFile(dataDirectory, "admin-", ".tmp", ownerOnly(dataDirectory));
    Files.write(draft, (port + " " + token + "\n").getBytes(UTF_8));
    Files.move(draft, dataDirectory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes the file if it is still this server's. */
  void remove(Path dataDirectory) throws IOException {
    if (read(dataDirectory).equals(Optional.of(this))) {
      Files.deleteIfExists(dataDirectory.resolve(NAME));
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path directory) {
    Set<String> views = directory.getFileSystem().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
