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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Files that lie where only a server puts any, and that no server put there or takes away again.
 * Films have a look of their own.
 */
final class StrayFiles {
  private static final String NONE = "-";

  /** What is left of files that were being written when the machine went down. */
  private static final Pattern DRAFT = Pattern.compile(".*\\.(tmp|new|part)");

  private static final Pattern PICTURE =
      Pattern.compile("task_[0-9A-Z]{26}(\\.mp4(\\.last\\.png)?)?(\\.part)?");
  private static final Pattern FILE = Pattern.compile("file-[0-9A-Z]{26}");
  private static final Pattern UPLOAD = Pattern.compile("up_[0-9A-Z]{42}(\\.[a-z]{3,4})?");

  private final DataDirectory directory;

  StrayFiles(DataDirectory directory) {
    this.directory = directory;
  }

  /** Whether an object of this name is none that a server makes; films have a look of their own. */
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
    add(findings, Kind.DRAFT, directory.root(), name -> DRAFT.matcher(name).matches());
    add(findings, Kind.STRANGER, directory.pictures(), name -> !PICTURE.matcher(name).matches());
    add(findings, Kind.STRANGER, directory.uploads(), name -> !UPLOAD.matcher(name).matches());
    add(findings, Kind.STRANGER, directory.files(), name -> !FILE.matcher(name).matches());
    for (Path shard : entries(directory.uploads())) {
      add(findings, Kind.STRANGER, shard, name -> !UPLOAD.matcher(name).matches());
    }
    return findings;
  }

  private static void add(List<Finding> findings, Kind kind, Path folder, Predicate<String> stray)
      throws IOException {
    for (Path entry : entries(folder)) {
      String name = entry.getFileName().toString();
      if (!Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && stray.test(name)) {
        findings.add(new Finding(kind, name, NONE, name));
      }
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
