package dev.afterglow.films;

import dev.afterglow.objects.DiskObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Film stores in folders of this machine. */
public final class DiskFilmStore {
  private DiskFilmStore() {}

  /**
   * Opens the store in a folder, which is made if need be, and deletes the staging files that an
   * earlier process left. One process at a time may hold a folder; the caller sees to that.
   */
  public static FilmStore at(Path folder) throws IOException {
    return new ObjectFilmStore(DiskObjectStore.open(folder, DiskObjectStore.Deletion.DURABLE));
  }

  /**
   * Opens the store in a folder that several processes share; see {@link DiskObjectStore#shared}.
   *
   * @param node names this process among them
   * @param now the time
   */
  public static FilmStore shared(Path folder, String node, Instant now) throws IOException {
    return new ObjectFilmStore(
        DiskObjectStore.shared(folder, DiskObjectStore.Deletion.DURABLE, node, now));
  }
}
