package dev.afterglow.films;

import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lies in a film store's folder, counted without opening the store: looking changes nothing.
 * What is staged and what is foreign is named by its path, with slashes.
 *
 * @param films the length in bytes of each film, by its task's id
 * @param stills ids of tasks of which a still picture is kept, with a film or without
 * @param staged files that are being written, or were left behind
 * @param foreign the length in bytes of each thing that a film store does not make
 */
public record Inventory(
    Map<String, Long> films, Set<String> stills, List<String> staged, Map<String, Long> foreign) {
  public Inventory {
    films = Map.copyOf(films);
    stills = Set.copyOf(stills);
    staged = List.copyOf(staged);
    foreign = Map.copyOf(foreign);
  }

  /** Counts a store's folder; one that does not exist is empty. Paths begin below the folder. */
  public static Inventory of(Path folder) throws IOException {
    Count count = Count.ofNothing();
    for (Path shard : entries(folder.resolve("films"))) {
      if (Files.isDirectory(shard, LinkOption.NOFOLLOW_LINKS)) {
        for (Path file : entries(shard)) {
          count.add(shard.getFileName().toString(), file);
        }
      } else {
        count.foreign(ObjectFilmStore.FOLDER + shard.getFileName(), shard);
      }
    }
    for (Path file : entries(folder.resolve("staging"))) {
      count.staged("staging/" + file.getFileName(), file);
    }
    return count.inventory();
  }

  /** The same with what is staged and what is foreign named from a folder above. */
  public Inventory below(String above) {
    Map<String, Long> renamed = new HashMap<>();
    foreign.forEach((name, bytes) -> renamed.put(above + name, bytes));
    return new Inventory(films, stills, staged.stream().map(above::concat).toList(), renamed);
  }

  /** Where a store's folder has what is kept of a task, with slashes. */
  public static String place(String taskId, Variant variant) {
    return "films/" + TaskName.shard(TaskName.require(taskId)) + "/" + taskId + variant.suffix();
  }

  /** Deletes a film and its stills from a store's folder, which need not be open. Repeatable. */
  public static void delete(Path folder, String taskId) throws IOException {
    Path shard = folder.resolve("films").resolve(TaskName.shard(TaskName.require(taskId)));
    for (Variant variant : Variant.values()) {
      Files.deleteIfExists(shard.resolve(taskId + variant.suffix()));
    }
  }

  /**
   * Counts a store by its listing.
   *
   * @param staging the folder on this machine from which the store is written
   * @param named what that folder is called, with a slash at its end
   */
  public static Inventory of(ObjectStore objects, Path staging, String named) throws IOException {
    Count count = Count.ofNothing();
    for (ObjectFacts object : objects.list(ObjectFilmStore.FOLDER)) {
      count.add(object);
    }
    for (String name : objects.staged()) {
      count.staged(named + name, staging.resolve(name));
    }
    return count.inventory();
  }

  /** The count so far. */
  private record Count(
      Map<String, Long> films, Set<String> stills, List<String> staged, Map<String, Long> foreign) {
    static Count ofNothing() {
      return new Count(new HashMap<>(), new HashSet<>(), new ArrayList<>(), new HashMap<>());
    }

    Inventory inventory() {
      return new Inventory(films, stills, staged, foreign);
    }

    /** A file that is being written has the name of its task before the first dot. */
    void staged(String path, Path file) throws IOException {
      String name = file.getFileName().toString();
      int dot = name.indexOf('.');
      if (dot >= 0 && TaskName.valid(name.substring(0, dot))) {
        staged.add(path);
      } else {
        foreign(path, file);
      }
    }

    void foreign(String path, Path file) throws IOException {
      try {
        foreign.put(
            path,
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .size());
      } catch (NoSuchFileException _) {
        // deleted between the listing and the look
      }
    }

    void add(String shard, Path file) throws IOException {
      String name = file.getFileName().toString();
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        foreign(path(shard, name), file);
        return;
      }
      try {
        add(shard, name, Files.size(file));
      } catch (NoSuchFileException _) {
        // deleted between the listing and the look: its time was over
      }
    }

    void add(ObjectFacts object) {
      String[] parts = object.name().split("/", -1);
      if (parts.length == 3) {
        add(parts[1], parts[2], object.bytes());
      } else {
        foreign.put(object.name(), object.bytes());
      }
    }

    private void add(String shard, String name, long bytes) {
      int dot = name.indexOf('.');
      String id = dot < 0 ? "" : name.substring(0, dot);
      Optional<Variant> variant =
          Arrays.stream(Variant.values()).filter(v -> name.equals(id + v.suffix())).findAny();
      if (variant.isEmpty() || !TaskName.valid(id) || !TaskName.shard(id).equals(shard)) {
        foreign.put(path(shard, name), bytes);
      } else if (variant.get() == Variant.VIDEO) {
        films.put(id, bytes);
      } else {
        stills.add(id);
      }
    }

    private static String path(String shard, String name) {
      return ObjectFilmStore.FOLDER + shard + "/" + name;
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
