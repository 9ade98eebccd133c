package dev.afterglow.tasks.pictures;

import dev.afterglow.engines.Picture;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.files.DiskThreads;
import dev.afterglow.films.Film;
import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectName;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.ObjectStore.Writing;
import dev.afterglow.objects.StoredObject;
import dev.afterglow.quota.ByteQuota;
import dev.afterglow.tasks.PictureFacts;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskIds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reference pictures as objects, one each. Objects and not rows: ten megabytes through the one
 * writer of the database would hold up everybody else's task.
 */
public final class ObjectReferencePictures implements ReferencePictureStore {
  private static final int WRITERS = 4;

  private final ObjectStore objects;
  private final DiskSpace disk;
  private final ByteQuota quota;
  private final DiskThreads threads = new DiskThreads("picture-disk", WRITERS);
  private final ConcurrentHashMap<String, Counted> counted = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Path> copies = new ConcurrentHashMap<>();

  /** What an object counts, and for whom. */
  private record Counted(String ownerId, long bytes) {}

  /**
   * @param mostBytesPerOwner what all pictures of one owner may take together, at least 0
   */
  public ObjectReferencePictures(ObjectStore objects, DiskSpace disk, long mostBytesPerOwner) {
    this.objects = objects;
    this.disk = disk;
    this.quota = new ByteQuota(mostBytesPerOwner);
  }

  @Override
  public Keeping keep(String ownerId, String taskId, Picture picture) throws IOException {
    byte[] bytes = picture.bytes();
    return keep(
        ownerId,
        name(taskId),
        bytes.length,
        staged ->
            threads.call(() -> {
              return Files.write(staged, bytes, StandardOpenOption.CREATE_NEW);
            }));
  }

  @Override
  public Keeping keep(String ownerId, String taskId, Film film) throws IOException {
    return keep(ownerId, filmName(taskId), film.bytes(), staged -> copy(film, staged));
  }

  /** Writes what is to be kept into a file that is not there yet. */
  private interface Writer {
    Path write(Path staged) throws IOException;
  }

  private Keeping keep(String ownerId, String name, long bytes, Writer writer) throws IOException {
    if (disk.room() != DiskSpace.Room.AMPLE) {
      return new Keeping.NoSpace();
    }
    if (!quota.tryTake(ownerId, bytes)) {
      return new Keeping.OverQuota(quota.leftBytes(ownerId), quota.mostBytes());
    }
    counted.put(name, new Counted(ownerId, bytes));
    Path staged = objects.stage(name, ".part");
    try {
      objects.keep(name, writer.write(staged), Writing.REPLACE);
      return new Keeping.Done();
    } catch (IOException | RuntimeException e) {
      takeBack(name, staged, e);
      throw e;
    }
  }

  private static Path copy(StoredObject from, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      from.copy(0, from.bytes(), out);
    }
    return to;
  }

  private void takeBack(String name, Path staged, Exception why) {
    try {
      objects.discard(staged);
      remove(name);
    } catch (IOException e) {
      why.addSuppressed(e); // and it counts until the sweep deletes it
    }
  }

  @Override
  public Optional<Path> film(String taskId) throws IOException {
    String name = filmName(taskId);
    Optional<Path> here =
        objects.local(name).or(() -> Optional.ofNullable(copies.get(name)).filter(Files::exists));
    return here.isPresent() ? here : fetched(name);
  }

  /** A copy for programs that read files; it goes with its task. */
  private Optional<Path> fetched(String name) throws IOException {
    Optional<StoredObject> found = objects.open(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Path staged = objects.stage(name, ".mp4");
    try (StoredObject film = found.get()) {
      copy(film, staged);
    } catch (IOException | RuntimeException e) {
      objects.discard(staged);
      throw e;
    }
    copies.put(name, staged);
    return Optional.of(staged);
  }

  @Override
  public void count(Map<String, String> ownersOfTasks) throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    for (ObjectFacts object : objects.list("")) {
      sizes.put(object.name(), object.bytes());
    }
    for (Map.Entry<String, String> task : ownersOfTasks.entrySet()) {
      for (String name : namesOf(task.getKey())) {
        Optional.ofNullable(sizes.get(name))
            .ifPresent(bytes -> count(name, task.getValue(), bytes));
      }
    }
    for (String gone : Set.copyOf(counted.keySet())) {
      if (!sizes.containsKey(gone)) {
        countNoLonger(gone); // another node has deleted it
      }
    }
  }

  private void count(String name, String ownerId, long bytes) {
    if (counted.putIfAbsent(name, new Counted(ownerId, bytes)) == null) {
      quota.put(ownerId, bytes);
    }
  }

  @Override
  public Kept of(Task task) throws IOException {
    if (task.picture().isEmpty()) {
      return new Kept.None();
    }
    PictureFacts facts = task.picture().get();
    Optional<StoredObject> found = objects.open(name(task.id()));
    if (found.isEmpty()) {
      return new Kept.Gone();
    }
    try (StoredObject picture = found.get()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) picture.bytes());
      picture.copy(0, picture.bytes(), bytes);
      return new Kept.Here(
          new Picture(bytes.toByteArray(), facts.format(), facts.width(), facts.height()));
    }
  }

  @Override
  public void delete(String name) throws IOException {
    if (TaskIds.wellFormed(name)) {
      remove(name, filmName(name));
    } else {
      remove(name);
    }
  }

  private void remove(String... names) throws IOException {
    objects.delete(names);
    for (String name : names) {
      countNoLonger(name);
      Path copy = copies.remove(name);
      if (copy != null) {
        objects.discard(copy);
      }
    }
  }

  private void countNoLonger(String name) {
    Counted gone = counted.remove(name);
    if (gone != null) {
      quota.giveBack(gone.ownerId(), gone.bytes());
    }
  }

  @Override
  public Set<String> names() throws IOException {
    Set<String> names = new HashSet<>();
    for (ObjectFacts object : objects.list("")) {
      if (ObjectName.valid(object.name())) {
        names.add(object.name());
      }
    }
    return names;
  }

  @Override
  public Set<String> namesOf(String taskId) {
    return Set.of(name(taskId), filmName(taskId));
  }

  @Override
  public boolean isShared() {
    return objects.isShared();
  }

  private static String filmName(String taskId) {
    return name(taskId) + ".mp4";
  }

  private static String name(String taskId) {
    if (!TaskIds.wellFormed(taskId)) {
      throw new IllegalArgumentException("not a task id");
    }
    return taskId;
  }
}
