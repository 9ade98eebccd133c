package dev.afterglow.films;

import dev.afterglow.http.AccessDecision;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.TestServer;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.Staging;
import dev.afterglow.objects.s3.Bucket;
import dev.afterglow.objects.s3.S3Server;
import dev.afterglow.objects.s3.TestBuckets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Serves one film of the given folder until it is stopped, from disk or from a bucket; {@code
 * bench/serving} and {@code bench/s3} drive it.
 */
public final class ServingBench {
  private static final String TASK = "task_01K8SGYNNNVBQTXNR4MM964S7K";

  private ServingBench() {}

  /**
   * @param arguments a folder that holds {@code film.mp4}, and the endpoint of an S3 server where
   *     the film is to be kept there
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    InstantSource time = InstantSource.system();
    FilmStore store =
        arguments.length == 1
            ? DiskFilmStore.at(folder.resolve("videos"))
            : inBucket(folder, URI.create(arguments[1]));
    store.keep(TASK, Files.copy(folder.resolve("film.mp4"), store.stage(TASK)));
    Links links = new Links(LinkKeys.open(folder.resolve("keys"), new SecureRandom()), time);
    TestServer server =
        new TestServer(
            HttpLimits.DEFAULT,
            _ -> AccessDecision.open(),
            HttpTexts.load(),
            new FilmRoutes(store, links).routes());
    String link = links.link(TASK, time.instant().plus(Duration.ofDays(1)));
    Files.writeString(folder.resolve("link"), server.uri(link).toString());
  }

  private static FilmStore inBucket(Path folder, URI endpoint) throws IOException {
    Bucket bucket = TestBuckets.open(TestBuckets.settings(endpoint, S3Server.BUCKET, ""));
    ObjectStore objects = bucket.store("", Staging.open(folder.resolve("staging")));
    FilmStore store = new ObjectFilmStore(objects);
    URI direct = store.directLink(TASK, Duration.ofHours(1), "inline").orElseThrow();
    Files.writeString(folder.resolve("direct"), direct.toString());
    return store;
  }
}
