package dev.afterglow.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a data directory a backup is made of: by their paths below it, with slashes. Not
 * among them: the lock and the admin token, which belong to a process, and files that are being
 * written.
 */
final class DataFiles {
  static final String DATABASE = "afterglow.db";

  /** What links and webhooks are signed with. */
  static final List<String> SECRETS = List.of("link.keys", "webhook.key");

  private static final List<String> FOLDERS =
      List.of("videos/films", "pictures", "uploads", "files", "engines", "preview");

  private static final Pattern UNFINISHED = Pattern.compile(".*\\.(part|new|tmp)");
  private static final List<String> STAGING = List.of("uploads/staging", "files/staging");

  /** No part of a path leads out of the directory, and none can mean two things. */
  private static final Pattern PATH =
      Pattern.compile(
          "afterglow\\.db|link\\.keys|webhook\\.key"
              + "|(videos/films|pictures|uploads|files|engines|preview)"
              + "(/(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}:]{1,255}){1,20}");

  private DataFiles() {}

  /** How a file looked when it was listed; films and pictures are replaced, never rewritten. */
  record Facts(long bytes, FileTime modified) {}

  /** Whether a backup may hold a file of this path. */
  static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  /** Every file but the database and the secrets, as they are at this moment. */
  static Map<String, Facts> of(Path root) throws IOException {
    Map<String, Facts> found = new TreeMap<>();
    for (String folder : FOLDERS) {
      Path top = root.resolve(folder);
      if (Files.isDirectory(top)) {
        Files.walkFileTree(top, new Listing(root, found));
      }
    }
    return found;
  }

  /** Lists a folder from which others take files away meanwhile. */
  private static final class Listing extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Facts> found;

    Listing(Path root, Map<String, Facts> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return STAGING.stream().anyMatch(folder::endsWith)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String path = root.relativize(file).toString().replace('\\', '/');
      if (attributes.isRegularFile() && !UNFINISHED.matcher(path).matches() && isPath(path)) {
        found.put(path, new Facts(attributes.size(), attributes.lastModifiedTime()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
      if (fault instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw fault;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault)
        throws IOException {
      if (fault == null || fault instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw fault;
    }
  }
}
