package dev.afterglow.objects.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.ObjectStore.Writing;
import dev.afterglow.objects.ObjectStoreContract;
import dev.afterglow.objects.Staging;
import dev.afterglow.objects.StoreUnavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bucket of a real server, which checks signatures and conditions. */
final class BucketTest extends ObjectStoreContract {
  private static final String FILM = "films/7K/task_1.mp4";
  private static final int LARGE = 20_000_000;

  private S3Server server;
  private Bucket bucket;

  @Override
  protected ObjectStore open() throws Exception {
    server = S3Server.start();
    bucket = TestBuckets.open(server.settings());
    return bucket.store("", Staging.open(folder.resolve("staging")));
  }

  @AfterEach
  void stop() {
    bucket.close();
    server.close();
  }

  @Test
  void aFilmOfManyPartsIsWhole() throws Exception {
    assertTrue(keep(FILM, bytes(LARGE), Writing.ONCE));
    assertArrayEquals(bytes(LARGE), content(FILM));
    assertTrue(store.unfinished().isEmpty());
  }

  @Test
  void twoWritersAtOnceLeaveOneFilm() throws Exception {
    for (int length : new int[] {1_000, LARGE}) {
      Path first = Files.write(store.stage("task_1", ".mp4"), bytes(length));
      Path second = Files.write(store.stage("task_1", ".mp4"), bytes(length + 1));
      // Behind its own look each goes on, whatever the other does meanwhile.
      Uploading uploading = bucket.uploading();
      String key = bucket.key(FILM);
      assertTrue(uploading.send(key, "video/mp4", first, length, true));
      assertFalse(uploading.send(key, "video/mp4", second, length + 1, true));
      assertArrayEquals(bytes(length), content(FILM));
      assertTrue(store.unfinished().isEmpty());
      store.delete(FILM);
    }
  }

  @Test
  void aSignedAddressIsGoodForOneFilmAndOneWhile() throws Exception {
    keep(FILM, bytes(1_000), Writing.ONCE);
    keep("films/7K/task_2.mp4", bytes(1_000), Writing.ONCE);
    URI link =
        store.link(FILM, Duration.ofSeconds(90), "attachment; filename=\"a.mp4\"").orElseThrow();
    assertTrue(link.getRawQuery().contains("X-Amz-Expires=90"), link.toString());
    assertFalse(link.toString().contains(TestBuckets.SECRET_KEY));
    HttpResponse<byte[]> whole = get(link);
    assertEquals(200, whole.statusCode());
    assertArrayEquals(bytes(1_000), whole.body());
    assertEquals(
        Optional.of("attachment; filename=\"a.mp4\""),
        whole.headers().firstValue("Content-Disposition"));
    assertEquals(Optional.of("video/mp4"), whole.headers().firstValue("Content-Type"));
    HttpResponse<byte[]> part = get(link, "Range", "bytes=10-19");
    assertEquals(206, part.statusCode());
    assertArrayEquals(Arrays.copyOfRange(bytes(1_000), 10, 20), part.body());
    URI other = URI.create(link.toString().replace("task_1", "task_2"));
    assertEquals(403, get(other).statusCode());
    assertEquals(403, get(URI.create(link.toString().replaceFirst("\\?.*", ""))).statusCode());
  }

  @Test
  void wrongKeysAreToldByTheirCodeAlone() throws Exception {
    BucketSettings right = server.settings();
    BucketSettings wrong =
        new BucketSettings(
            right.bucket(),
            right.prefix(),
            right.endpoint(),
            right.publicEndpoint(),
            right.region(),
            right.pathStyle(),
            Optional.of(new BucketSettings.Keys(TestBuckets.ACCESS_KEY, "not-the-SECRET")),
            right.proxy(),
            right.authorities());
    try (Bucket locked = TestBuckets.open(wrong)) {
      StoreUnavailable why = assertThrows(StoreUnavailable.class, locked::probe);
      assertEquals(
          "the look into the bucket was refused with 403 SignatureDoesNotMatch", why.getMessage());
      assertTrue(locked.health().trouble().isPresent());
    }
    bucket.probe();
    assertTrue(bucket.health().trouble().isEmpty());
  }

  @Test
  void twoBucketsOfOnePrefixSeeTheSame() throws Exception {
    keep(FILM, bytes(10), Writing.ONCE);
    try (Bucket other = TestBuckets.open(server.settings())) {
      ObjectStore there = other.store("", Staging.open(folder.resolve("other")));
      assertEquals(10, there.look(FILM).orElseThrow().bytes());
      there.delete(FILM);
    }
    assertTrue(store.look(FILM).isEmpty());
  }

  private static HttpResponse<byte[]> get(URI address, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
