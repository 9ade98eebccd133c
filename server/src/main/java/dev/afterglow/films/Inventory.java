package dev.afterglow.films;

import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
 *
 * @param films the length in bytes of each film, by its task's id
 * @param stills ids of tasks of which a still picture is kept, with a film or without
 * @param staged names of files that are being written, or were left behind
 * @param foreign names of things that a film store does not make
 */
public record Inventory(
    Map<String, Long> films, Set<String> stills, List<String> staged, List<String> foreign) {
  public Inventory {
    films = Map.copyOf(films);
    stills = Set.copyOf(stills);
    staged = List.copyOf(staged);
    foreign = List.copyOf(foreign);
  }

  /** Counts a store's folder; one that does not exist is empty. */
  public static Inventory of(Path folder) throws IOException {
    Count count = new Count(new HashMap<>(), new HashSet<>(), new ArrayList<>());
    for (Path shard : entries(folder.resolve("films"))) {
      if (!Files.isDirectory(shard, LinkOption.NOFOLLOW_LINKS)) {
        count.foreign.add(shard.getFileName().toString());
        continue;
      }
      for (Path file : entries(shard)) {
        count.add(shard, file);
      }
    }
    List<String> staged =
        entries(folder.resolve("staging")).stream().map(p -> p.getFileName().toString()).toList();
    return new Inventory(count.films, count.stills, staged, count.foreign);
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

  /** Counts a store by its listing. */
  public static Inventory of(ObjectStore objects) throws IOException {
    Count count = new Count(new HashMap<>(), new HashSet<>(), new ArrayList<>());
    for (ObjectFacts object : objects.list(ObjectFilmStore.FOLDER)) {
      count.add(object);
    }
    return new Inventory(count.films, count.stills, objects.staged(), count.foreign);
  }

  /** The count so far. */
  private record Count(Map<String, Long> films, Set<String> stills, List<String> foreign) {
    void add(Path shard, Path file) throws IOException {
      String name = file.getFileName().toString();
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        foreign.add(name);
        return;
      }
      try {
        add(shard.getFileName().toString(), name, Files.size(file));
      } catch (NoSuchFileException _) {
        // deleted between the listing and the look: its time was over
      }
    }

    void add(ObjectFacts object) {
      String[] parts = object.name().split("/", -1);
      if (parts.length == 3) {
        add(parts[1], parts[2], object.bytes());
      } else {
        foreign.add(object.name());
      }
    }

    private void add(String shard, String name, long bytes) {
      int dot = name.indexOf('.');
      String id = dot < 0 ? "" : name.substring(0, dot);
      Optional<Variant> variant =
          Arrays.stream(Variant.values()).filter(v -> name.equals(id + v.suffix())).findAny();
      if (variant.isEmpty() || !TaskName.valid(id) || !TaskName.shard(id).equals(shard)) {
        foreign.add(name);
      } else if (variant.get() == Variant.VIDEO) {
        films.put(id, bytes);
      } else {
        stills.add(id);
      }
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
