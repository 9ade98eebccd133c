package dev.afterglow.objects.s3;

import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectName;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.Staging;
import dev.afterglow.objects.StoredObject;
import dev.afterglow.objects.Unfinished;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects of a bucket under a prefix. Files are staged on this machine and sent when whole. */
final class S3ObjectStore implements ObjectStore {
  /** What a browser is told that reads an object past this server. */
  private static final Map<String, String> TYPES =
      Map.of(
          "mp4", "video/mp4",
          "webp", "image/webp",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png",
          "gif", "image/gif");

  private final Bucket bucket;
  private final String folder;
  private final Staging staging;

  S3ObjectStore(Bucket bucket, String folder, Staging staging) {
    this.bucket = bucket;
    this.folder = folder;
    this.staging = staging;
  }

  @Override
  public Path stage(String label, String suffix) {
    return staging.next(label, suffix);
  }

  @Override
  public boolean keep(String name, Path staged, Writing writing) throws IOException {
    String key = key(name);
    long bytes = Files.size(staging.require(staged));
    boolean once = writing == Writing.ONCE;
    // The look saves sending, and is the only fence of stores that know no other.
    boolean kept =
        (!once || bucket.head(key).isEmpty())
            && bucket.uploading().send(key, type(name), staged, bytes, once);
    staging.discard(staged);
    if (bytes > Uploading.PART_BYTES) {
      sweep(key);
    }
    return kept;
  }

  /** What a crash has left of this very object: nobody can end it any more. */
  private void sweep(String key) {
    try {
      for (Unfinished begun : bucket.uploads(key)) {
        if (begun.name().equals(key)) {
          bucket.uploading().abandon(begun);
        }
      }
    } catch (IOException _) {
      // it is swept later
    }
  }

  @Override
  public void mark(String name) throws IOException {
    bucket.uploading().empty(key(name));
  }

  @Override
  public Optional<ObjectFacts> look(String name) throws IOException {
    return bucket.head(key(name)).map(head -> new ObjectFacts(name, head.bytes(), head.modified()));
  }

  @Override
  public Optional<StoredObject> open(String name) throws IOException {
    String key = key(name);
    return bucket.head(key).map(head -> new RemoteObject(bucket, key, head));
  }

  @Override
  public void delete(String... names) throws IOException {
    for (String name : names) {
      bucket.delete(key(name));
    }
  }

  @Override
  public void discard(Path staged) throws IOException {
    staging.discard(staged);
  }

  @Override
  public List<ObjectFacts> list(String beginning) throws IOException {
    String all = bucket.key(folder);
    return bucket.list(all + ObjectName.requireFolder(beginning)).stream()
        .map(
            one -> new ObjectFacts(one.name().substring(all.length()), one.bytes(), one.modified()))
        .toList();
  }

  @Override
  public List<String> staged() throws IOException {
    return staging.names();
  }

  @Override
  public long usableBytes() throws IOException {
    return staging.usableBytes();
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Optional<URI> link(String name, Duration life, String disposition) {
    return Optional.of(bucket.link(key(name), life, disposition));
  }

  @Override
  public boolean isReachable() {
    return bucket.isReachable();
  }

  @Override
  public List<Unfinished> unfinished() throws IOException {
    String all = bucket.key(folder);
    return bucket.uploads(all).stream()
        .map(one -> new Unfinished(one.name().substring(all.length()), one.id(), one.begunAt()))
        .toList();
  }

  @Override
  public void abandon(Unfinished begun) throws IOException {
    bucket
        .uploading()
        .abandon(new Unfinished(bucket.key(folder) + begun.name(), begun.id(), begun.begunAt()));
  }

  private String key(String name) {
    return bucket.key(folder) + ObjectName.require(name);
  }

  private static String type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }
}
