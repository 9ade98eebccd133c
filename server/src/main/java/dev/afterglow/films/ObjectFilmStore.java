package dev.afterglow.films;

import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.ObjectStore.Writing;
import dev.afterglow.objects.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finished films as objects. Where one lies follows from its task's id alone, so that any node
 * serves the films of all.
 */
public final class ObjectFilmStore implements FilmStore {
  /** What the names of all films begin with. */
  static final String FOLDER = "films/";

  private final ObjectStore objects;

  public ObjectFilmStore(ObjectStore objects) {
    this.objects = objects;
  }

  @Override
  public Path stage(String taskId) {
    return objects.stage(TaskName.require(taskId), Variant.VIDEO.suffix());
  }

  @Override
  public long keep(String taskId, Variant variant, Path staged) throws IOException {
    String name = name(taskId, variant);
    long bytes = Files.size(staged);
    if (bytes == 0) {
      throw new IOException("the staged film is empty");
    }
    Writing writing =
        switch (variant) {
          case VIDEO -> Writing.ONCE;
          case THUMBNAIL, SPRITESHEET -> Writing.REPLACE;
        };
    if (objects.keep(name, staged, writing)) {
      return bytes;
    }
    return objects
        .look(name)
        .orElseThrow(() -> new IOException("the film was deleted while it was kept"))
        .bytes();
  }

  @Override
  public Optional<Film> open(String taskId, Variant variant) throws IOException {
    return objects.open(name(taskId, variant)).map(KeptFilm::new);
  }

  @Override
  public OptionalLong bytes(String taskId) throws IOException {
    Optional<ObjectFacts> found = objects.look(name(taskId, Variant.VIDEO));
    return found.isPresent() ? OptionalLong.of(found.get().bytes()) : OptionalLong.empty();
  }

  /** Stills first, so that none outlives its film. */
  @Override
  public void delete(String taskId) throws IOException {
    objects.delete(
        name(taskId, Variant.THUMBNAIL),
        name(taskId, Variant.SPRITESHEET),
        name(taskId, Variant.VIDEO));
  }

  @Override
  public void discard(Path staged) throws IOException {
    objects.discard(staged);
  }

  @Override
  public long usableBytes() throws IOException {
    return objects.usableBytes();
  }

  @Override
  public Optional<URI> directLink(String taskId, Duration life, String disposition) {
    return objects.link(name(taskId, Variant.VIDEO), life, disposition);
  }

  private static String name(String taskId, Variant variant) {
    return FOLDER + TaskName.shard(TaskName.require(taskId)) + "/" + taskId + variant.suffix();
  }

  /** A film that is kept as an object. */
  private record KeptFilm(StoredObject object) implements Film {
    @Override
    public long bytes() {
      return object.bytes();
    }

    @Override
    public Instant modified() {
      return object.modified();
    }

    @Override
    public void copy(long first, long count, OutputStream out) throws IOException {
      object.copy(first, count, out);
    }

    @Override
    public void close() throws IOException {
      object.close();
    }
  }
}
