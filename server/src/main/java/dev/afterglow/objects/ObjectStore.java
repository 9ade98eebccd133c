package dev.afterglow.objects;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Named bytes. An object is whole or not there, and what can be opened never changes in place.
 *
 * <p>Names are this program's own words, never a client's: parts of letters, digits, dots, dashes
 * and underscores with slashes between. Every method throws {@link IllegalArgumentException} for
 * anything else, and {@link StoreUnavailable} where the fault is the store's own and may pass.
 */
public interface ObjectStore {
  /** What becomes of an object that is there already. */
  enum Writing {
    /** The new one takes its place. */
    REPLACE,
    /** It stays, and the new one is thrown away: whoever comes second changes nothing. */
    ONCE
  }

  /**
   * A fresh path on this machine for writing what is to be kept, different at every call; no file
   * is there yet.
   *
   * @param label what the file's name begins with
   * @param suffix what it ends with
   */
  Path stage(String label, String suffix);

  /**
   * Makes a staged file an object, durably and in one step. The staged file is gone afterwards; if
   * this throws, it is still there.
   *
   * @return whether the object is now this file, and not one that was there before
   */
  boolean keep(String name, Path staged, Writing writing) throws IOException;

  /** Keeps an object without any bytes, whose name says everything. */
  void mark(String name) throws IOException;

  /** What is known of an object without opening it. */
  Optional<ObjectFacts> look(String name) throws IOException;

  /** Opens an object. The caller closes it. */
  Optional<StoredObject> open(String name) throws IOException;

  /** A file of this machine that is the object, where there is one; it is only read. */
  default Optional<Path> local(String name) throws IOException {
    return Optional.empty();
  }

  /** Deletes objects, whichever of them there are. Repeatable. */
  void delete(String... names) throws IOException;

  /** Deletes a staged file that will not be kept, if it exists. */
  void discard(Path staged) throws IOException;

  /**
   * Every object whose name begins so, in no order.
   *
   * @param folder empty for all, or ends with a slash
   */
  List<ObjectFacts> list(String folder) throws IOException;

  /** Names of files that are staged on this machine. */
  List<String> staged() throws IOException;

  /** The bytes that can still be staged, as far as is known. */
  long usableBytes() throws IOException;

  /** Whether other processes may write to it at this moment. */
  default boolean isShared() {
    return false;
  }

  /**
   * An address under which anybody reads one object for a while, past this server; empty where
   * there is none.
   *
   * @param life at least a second
   * @param disposition the value of {@code Content-Disposition}
   */
  default Optional<URI> link(String name, Duration life, String disposition) {
    return Optional.empty();
  }

  /** Whether it can be reached. It may be asked, but not at every call. */
  default boolean isReachable() {
    return true;
  }

  /** What has been begun elsewhere and not ended: pieces that take room under no name. */
  default List<Unfinished> unfinished() throws IOException {
    return List.of();
  }

  /** Throws such pieces away. Repeatable. */
  default void abandon(Unfinished begun) throws IOException {}
}
