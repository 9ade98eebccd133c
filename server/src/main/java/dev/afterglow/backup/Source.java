package dev.afterglow.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup that is read: a folder or a ZIP file. */
sealed interface Source extends AutoCloseable {
  /**
   * Opens one of its files.
   *
   * @throws NoSuchFileException if there is none
   */
  InputStream open(String path) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * A small file as a whole.
   *
   * @throws NoSuchFileException if there is none
   */
  default byte[] read(String path, int most) throws IOException {
    try (InputStream in = open(path)) {
      return in.readNBytes(most);
    }
  }

  /**
   * What lies there; a file that is no ZIP has nothing in it.
   *
   * @throws NoSuchFileException if nothing does
   */
  static Source of(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return new Folder(place);
    }
    if (!Files.exists(place)) {
      throw new NoSuchFileException(place.toString());
    }
    try {
      return new Archive(new ZipFile(place.toFile()));
    } catch (ZipException _) {
      return new Folder(place);
    }
  }

  /** Files in a folder. Links are not followed. */
  record Folder(Path root) implements Source {
    @Override
    public InputStream open(String path) throws IOException {
      Path file = root.resolve(path);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new NoSuchFileException(path);
      }
      return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() {}
  }

  /** Files in a ZIP file. */
  record Archive(ZipFile file) implements Source {
    @Override
    public InputStream open(String path) throws IOException {
      ZipEntry entry = file.getEntry(path);
      if (entry == null) {
        throw new NoSuchFileException(path);
      }
      return file.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
