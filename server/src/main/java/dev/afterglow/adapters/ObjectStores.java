package dev.afterglow.adapters;

import dev.afterglow.config.Secret;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.net.Authorities;
import dev.afterglow.net.HttpProxy;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.objects.DiskObjectStore;
import dev.afterglow.objects.DiskObjectStore.Deletion;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.Staging;
import dev.afterglow.objects.StoreHealth;
import dev.afterglow.objects.s3.Bucket;
import dev.afterglow.objects.s3.BucketSettings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where films, reference pictures, uploads and files of batches lie: in folders of the data
 * directory, or in the bucket that the operator wrote down. Both are laid out in the same way.
 */
public final class ObjectStores implements AutoCloseable {
  private final DataDirectory data;
  private final Optional<Sharer> sharer;
  private final Optional<Bucket> bucket;
  private final Optional<SystemResolver> resolver;

  private ObjectStores(
      DataDirectory data,
      Optional<Sharer> sharer,
      Optional<Bucket> bucket,
      Optional<SystemResolver> resolver) {
    this.data = data;
    this.sharer = sharer;
    this.bucket = bucket;
    this.resolver = resolver;
  }

  /**
   * One process of several that keep their files in the same folders.
   *
   * @param node names it among them
   * @param startedAt when it began
   */
  public record Sharer(String node, Instant startedAt) {}

  /**
   * Opens them. No connection is made before the first call.
   *
   * @param sharer empty for a process that has the folders for itself
   * @param nanoTime a clock that is never set back, in nanoseconds
   * @throws StoreRefused if the bucket cannot be opened as it is written down
   */
  public static ObjectStores open(
      Settings settings, DataDirectory data, Optional<Sharer> sharer, LongSupplier nanoTime)
      throws StoreRefused {
    if (settings.store().isEmpty()) {
      return new ObjectStores(data, sharer, Optional.empty(), Optional.empty());
    }
    SystemResolver resolver = new SystemResolver();
    try {
      Bucket bucket = Bucket.open(bucket(settings.store().get()), resolver, nanoTime);
      return new ObjectStores(data, sharer, Optional.of(bucket), Optional.of(resolver));
    } catch (IllegalArgumentException _) {
      resolver.close();
      throw new StoreRefused(OptionProblem.of("region", "option.store-region"));
    }
  }

  /**
   * Looks whether the bucket could be opened, and makes no connection.
   *
   * @throws StoreRefused if not
   */
  public static void check(Settings settings, LongSupplier nanoTime) throws StoreRefused {
    open(settings, new DataDirectory(Path.of("")), Optional.empty(), nanoTime).close();
  }

  private static BucketSettings bucket(Settings.Store store) throws StoreRefused {
    return new BucketSettings(
        store.bucket().bucket(),
        store.bucket().prefix(),
        store.endpoint(),
        store.publicEndpoint(),
        store.region(),
        store.pathStyle(),
        store
            .keys()
            .map(keys ->
                new BucketSettings.Keys(keys.accessKey().value(), keys.secretKey().value())),
        store.proxy().map(Secret::value).map(HttpProxy::parse),
        trusted(store.caFile()));
  }

  private static Authorities trusted(Optional<Path> file) throws StoreRefused {
    if (file.isEmpty()) {
      return Authorities.platform();
    }
    try {
      return Authorities.with(file.get());
    } catch (NoSuchFileException e) {
      throw new StoreRefused(OptionProblem.of("ca-file", "engines.file-missing", e.getFile()));
    } catch (AccessDeniedException e) {
      throw new StoreRefused(OptionProblem.of("ca-file", "engines.file-denied", e.getFile()));
    } catch (IOException _) {
      throw new StoreRefused(OptionProblem.of("ca-file", "option.ca-file", file.get()));
    }
  }

  /** Finished films and their stills. */
  public ObjectStore films() throws IOException {
    return store(data.videos(), "", Deletion.DURABLE);
  }

  /** What unfinished tasks start from. */
  public ObjectStore pictures() throws IOException {
    return store(data.pictures(), "pictures/", Deletion.LAZY);
  }

  /** Uploaded images. */
  public ObjectStore uploads() throws IOException {
    return store(data.uploads(), "uploads/", Deletion.LAZY);
  }

  /** Files of batches. */
  public ObjectStore files() throws IOException {
    return store(data.files(), "files/", Deletion.LAZY);
  }

  /** Everything in the bucket, for whoever examines it and changes nothing; empty without one. */
  public Optional<ObjectStore> everything() {
    return bucket.map(all -> all.store("", Staging.at(staging(data.videos()))));
  }

  /** How the bucket does; empty without one. */
  public Optional<StoreHealth> health() {
    return bucket.map(Bucket::health);
  }

  /** Where this machine writes films before they are kept. */
  public static Path staging(Path folder) {
    return folder.resolve("staging");
  }

  @Override
  public void close() {
    bucket.ifPresent(Bucket::close);
    resolver.ifPresent(SystemResolver::close);
  }

  private ObjectStore store(Path folder, String inBucket, Deletion deletion) throws IOException {
    if (bucket.isEmpty()) {
      return sharer.isPresent()
          ? DiskObjectStore.shared(folder, deletion, sharer.get().node(), sharer.get().startedAt())
          : DiskObjectStore.open(folder, deletion);
    }
    return bucket.get().store(inBucket, Staging.open(staging(folder)));
  }
}
