package dev.afterglow.objects.s3;

import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.ObjectStore.Writing;
import dev.afterglow.objects.Staging;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that brings one large film into a bucket, and is killed meanwhile. */
final class UploadingProcess {
  static final String FILM = "films/7K/task_1.mp4";
  static final int BYTES = 20_000_000;

  private UploadingProcess() {}

  static Process start(URI endpoint, Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            UploadingProcess.class.getName(),
            endpoint.toString(),
            folder.toString())
        .inheritIO()
        .start();
  }

  /**
   * @param arguments the endpoint, and a folder to stage in
   */
  public static void main(String[] arguments) throws IOException {
    BucketSettings settings =
        TestBuckets.settings(URI.create(arguments[0]), ScriptedStore.BUCKET, "some/prefix/");
    keep(settings, Path.of(arguments[1]));
  }

  static boolean keep(BucketSettings settings, Path folder) throws IOException {
    try (Bucket bucket = TestBuckets.open(settings)) {
      ObjectStore store = bucket.store("", Staging.open(folder));
      Path staged = Files.write(store.stage("task_1", ".mp4"), new byte[BYTES]);
      return store.keep(FILM, staged, Writing.ONCE);
    }
  }
}
