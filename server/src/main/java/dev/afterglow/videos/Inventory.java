package dev.afterglow.videos;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What lies in a video store's folder, counted without opening the store: looking changes nothing.
 *
 * @param films the length in bytes of each film, by its task's id
 * @param staged names of files that are being written, or were left behind
 * @param strangers names of things that a video store does not make
 */
public record Inventory(Map<String, Long> films, List<String> staged, List<String> strangers) {
  private static final String FILM = ".mp4";

  public Inventory {
    films = Map.copyOf(films);
    staged = List.copyOf(staged);
    strangers = List.copyOf(strangers);
  }

  /** Counts a store's folder; one that does not exist is empty. */
  public static Inventory of(Path folder) throws IOException {
    Map<String, Long> films = new HashMap<>();
    List<String> strangers = new ArrayList<>();
    for (Path shard : entries(folder.resolve("films"))) {
      if (!Files.isDirectory(shard, LinkOption.NOFOLLOW_LINKS)) {
        strangers.add(shard.getFileName().toString());
        continue;
      }
      for (Path file : entries(shard)) {
        count(shard, file, films, strangers);
      }
    }
    List<String> staged =
        entries(folder.resolve("staging")).stream().map(p -> p.getFileName().toString()).toList();
    return new Inventory(films, staged, strangers);
  }

  private static void count(Path shard, Path file, Map<String, Long> films, List<String> strangers)
      throws IOException {
    String name = file.getFileName().toString();
    String id = name.endsWith(FILM) ? name.substring(0, name.length() - FILM.length()) : "";
    boolean ours =
        TaskName.valid(id)
            && TaskName.shard(id).equals(shard.getFileName().toString())
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    if (!ours) {
      strangers.add(name);
      return;
    }
    try {
      films.put(id, Files.size(file));
    } catch (NoSuchFileException _) {
      // deleted between the listing and the look: its time was over
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(found::add);
    } catch (NoSuchFileException _) {
      return List.of();
    }
    return found;
  }
}
