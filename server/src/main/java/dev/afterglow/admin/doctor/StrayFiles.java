package dev.afterglow.admin.doctor;

import dev.afterglow.admin.doctor.Finding.Kind;
import dev.afterglow.files.DataDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that lie where only a server puts any, and that no server put there or takes away again.
 * Films have a look of their own.
 */
final class StrayFiles {
  private static final String NONE = "-";

  /** What is left of the small files in the root when the machine goes down while they change. */
  private static final Pattern DRAFT =
      Pattern.compile("(admin\\.token|link\\.keys|webhook\\.key)\\.new");

  /** As half-written files are called, by whoever writes them. */
  private static final Pattern HALF_WRITTEN = Pattern.compile(".*\\.(tmp|new|part)");

  /** Films have a look of their own, and what is staged is cleared away by each start. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "videos/films", "videos/staging", "pictures/staging", "uploads/staging", "files/staging");

  private static final Pattern PICTURE =
      Pattern.compile("task_[0-9A-Z]{26}(\\.mp4(\\.last\\.png)?)?(\\.part)?");
  private static final Pattern FILE = Pattern.compile("file-[0-9A-Z]{26}");
  private static final Pattern UPLOAD = Pattern.compile("up_[0-9A-Z]{42}(\\.[a-z]{3,4})?");

  private final DataDirectory directory;

  StrayFiles(DataDirectory directory) {
    this.directory = directory;
  }

  /**
   * Whether an object of this name is none that a server makes; films have a look of their own.
   *
   * @param name its path in the bucket or in the data directory, with slashes
   */
  static boolean isStray(String name) {
    String[] parts = name.split("/", -1);
    String last = parts[parts.length - 1];
    return switch (parts[0]) {
      case "films" -> false;
      case "pictures" -> parts.length != 2 || !PICTURE.matcher(last).matches();
      case "files" -> parts.length != 2 || !FILE.matcher(last).matches();
      case "uploads" -> parts.length < 3 || !UPLOAD.matcher(last).matches();
      default -> true;
    };
  }

  List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Path entry : entries(directory.root())) {
      String name = String.valueOf(entry.getFileName());
      if (HALF_WRITTEN.matcher(name).matches()) {
        add(findings, DRAFT.matcher(name).matches() ? Kind.DRAFT : Kind.STRANGER, name, entry);
      }
    }
    for (String folder : List.of("videos", "pictures", "uploads", "files")) {
      walk(findings, folder, directory.shared().resolve(folder));
    }
    return findings;
  }

  private static void walk(List<Finding> findings, String path, Path folder) throws IOException {
    for (Path entry : entries(folder)) {
      String below = path + "/" + entry.getFileName();
      if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (isStray(below)) {
          add(findings, Kind.STRANGER, below, entry);
        }
      } else if (!LEFT_OUT.contains(below)) {
        walk(findings, below, entry);
      }
    }
  }

  private static void add(List<Finding> findings, Kind kind, String path, Path file)
      throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isDirectory()) {
        findings.add(new Finding(kind, path, NONE, attributes.size() + " bytes"));
      }
    } catch (NoSuchFileException _) {
      // gone since it was listed
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(found::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
    return found;
  }
}
