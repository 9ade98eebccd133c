package dev.afterglow.objects.s3;

import static dev.afterglow.objects.s3.ScriptedStore.error;
import static dev.afterglow.objects.s3.ScriptedStore.hangUp;
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
import dev.afterglow.objects.StoredObject;
import dev.afterglow.objects.Unfinished;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bucket on a server that has bad days, beside everything that a store does on good ones. */
final class BucketFaultsTest extends ObjectStoreContract {
  private static final String FILM = "films/7K/task_1.mp4";
  private static final String KEY = "some/prefix/" + FILM;
  private static final int LARGE = 20_000_000;

  private ScriptedStore server;
  private Bucket bucket;

  @Override
  protected ObjectStore open() throws IOException {
    server = ScriptedStore.start();
    bucket = TestBuckets.open(server);
    return bucket.store("", Staging.open(folder.resolve("staging")));
  }

  @AfterEach
  void stop() {
    bucket.close();
    server.close();
  }

  @Test
  void everyKeyBeginsWithThePrefix() throws IOException {
    keep(FILM, bytes(3), Writing.ONCE);
    assertEquals(List.of(KEY), server.keys());
    assertTrue(store.isShared());
  }

  @Test
  void aLargeFileIsSentInPartsThatAreNotAllInMemory() throws IOException {
    assertTrue(keep(FILM, bytes(LARGE), Writing.ONCE));
    assertArrayEquals(bytes(LARGE), server.content(KEY));
    assertEquals(3, server.count("PART"));
    assertEquals(0, server.unfinished());
  }

  @Test
  void aServerThatWantsToBeAskedLessIsAskedAgain() throws IOException {
    server.next("PUT", error(503, "SlowDown"), error(503, "SlowDown"), error(500, "InternalError"));
    server.next("HEAD", error(503, ""), hangUp());
    server.next("GET", error(503, "SlowDown"), hangUp());
    assertTrue(keep(FILM, bytes(10), Writing.ONCE));
    assertArrayEquals(bytes(10), content(FILM));
    assertEquals(5, bucket.health().refused());
    assertTrue(bucket.health().trouble().isEmpty());
  }

  @Test
  void everyPartIsSentUntilItHasArrived() throws IOException {
    server.next("BEGIN", error(503, "SlowDown"));
    server.next("PART", hangUp(), error(500, "InternalError"), server.loseTheAnswer());
    server.next("COMPLETE", error(503, "SlowDown"));
    assertTrue(keep(FILM, bytes(LARGE), Writing.ONCE));
    assertArrayEquals(bytes(LARGE), server.content(KEY));
  }

  @Test
  void aStoreThatIsDownIsToldFromAnObjectThatIsNotThereAndLosesNothing() throws IOException {
    server.always("PUT", error(503, "SlowDown"));
    Path staged = Files.write(store.stage("task_1", ".mp4"), bytes(10));
    StoreUnavailable why =
        assertThrows(StoreUnavailable.class, () -> store.keep(FILM, staged, Writing.ONCE));
    assertEquals("writing an object was refused with 503 SlowDown", why.getMessage());
    assertTrue(Files.exists(staged));
    assertEquals(String.valueOf(why.getMessage()), bucket.health().trouble().orElseThrow());
    server.heal();
    assertTrue(store.keep(FILM, staged, Writing.ONCE));
    assertTrue(bucket.health().trouble().isEmpty());
  }

  @Test
  void whatAServerRepeatsOfSecretsIsNotRepeatedHere() {
    server.always("LIST", error(403, "SignatureDoesNotMatch"));
    StoreUnavailable why = assertThrows(StoreUnavailable.class, () -> store.list(""));
    assertEquals("listing objects was refused with 403 SignatureDoesNotMatch", why.getMessage());
    assertFalse(TestBuckets.settings(server.endpoint(), "b", "").toString().contains("SECRET"));
  }

  @Test
  void aClockThatGoesWrongIsSetByTheServersOwn() throws IOException {
    Instant ahead = Instant.now().plus(Duration.ofHours(2));
    server.next("PUT", error(403, "RequestTimeTooSkewed", ahead));
    assertTrue(keep(FILM, bytes(10), Writing.ONCE));
    server.next("HEAD", error(403, "", ahead));
    server.next("LIST", error(403, "RequestTimeTooSkewed", ahead));
    assertTrue(store.look(FILM).isPresent());
  }

  @Test
  void aBodyThatBreaksOffGoesOnWhereItEnded() throws IOException {
    keep(FILM, bytes(3_000_000), Writing.ONCE);
    server.next("GET", server.cutBody(), server.cutBody(), hangUp(), server.cutBody());
    assertArrayEquals(bytes(3_000_000), content(FILM));
    assertTrue(server.count("GET") >= 5);
  }

  @Test
  void aBodyThatAlwaysBreaksOffEnds() throws IOException {
    keep(FILM, bytes(3), Writing.ONCE);
    server.always("GET", server.cutBody());
    try (StoredObject object = store.open(FILM).orElseThrow()) {
      assertThrows(EOFException.class, () -> part(object, 2, 1));
    }
  }

  @Test
  void anotherVersionIsNotMixedIntoTheFirst() throws IOException {
    keep(FILM, bytes(3_000_000), Writing.ONCE);
    try (StoredObject object = store.open(FILM).orElseThrow()) {
      server.next("GET", server.cutBody());
      keep(FILM, bytes(3_000_001), Writing.REPLACE);
      assertThrows(EOFException.class, () -> part(object, 0, 3_000_000));
    }
  }

  @Test
  void aReaderWhoLeavesCostsNoMoreThanWhatWasRead() throws IOException {
    keep(FILM, bytes(LARGE), Writing.ONCE);
    try (StoredObject object = store.open(FILM).orElseThrow()) {
      OutputStream gone =
          new OutputStream() {
            @Override
            public void write(int one) throws IOException {
              throw new IOException("the client is gone");
            }
          };
      IOException why = assertThrows(IOException.class, () -> object.copy(0, LARGE, gone));
      assertEquals("the client is gone", why.getMessage());
    }
    assertEquals(1, server.count("GET"));
    assertArrayEquals(bytes(LARGE), content(FILM), "and the next one has a connection of its own");
  }

  @Test
  void theSecondWriterChangesNothingThoughItLookedBeforeTheFirstHadWritten() throws IOException {
    for (int length : new int[] {10, LARGE}) {
      server.next("HEAD", ScriptedStore.first(() -> {}), error(404, ""));
      keep(FILM, bytes(5), Writing.ONCE);
      server.heal();
      server.next("HEAD", error(404, "")); // what it saw before the first had written
      Path second = Files.write(store.stage("task_1", ".mp4"), bytes(length));
      assertFalse(store.keep(FILM, second, Writing.ONCE));
      assertArrayEquals(bytes(5), server.content(KEY));
      assertEquals(0, server.unfinished());
      store.delete(FILM);
    }
  }

  @Test
  void aLostAnswerToTheLastRequestIsNoSecondWriter() throws IOException {
    server.next("COMPLETE", server.loseTheAnswer());
    keep(FILM, bytes(LARGE), Writing.ONCE);
    assertArrayEquals(bytes(LARGE), server.content(KEY));
    store.delete(FILM);
    server.next("PUT", server.loseTheAnswer());
    keep(FILM, bytes(10), Writing.ONCE);
    assertArrayEquals(bytes(10), server.content(KEY));
  }

  @Test
  void anUploadThatSomebodySweptIsBegunAnew() throws IOException {
    server.next("PART", error(404, "NoSuchUpload"));
    server.next("COMPLETE", error(409, "ConditionalRequestConflict"));
    assertTrue(keep(FILM, bytes(LARGE), Writing.ONCE));
    assertArrayEquals(bytes(LARGE), server.content(KEY));
    assertEquals(0, server.unfinished());
  }

  @Test
  void aServerThatKnowsNoConditionsIsAskedWithoutThem() throws IOException {
    server.next("PUT", error(501, "NotImplemented"));
    assertTrue(keep(FILM, bytes(10), Writing.ONCE));
    assertFalse(keep(FILM, bytes(11), Writing.ONCE), "it looks before it writes");
    assertArrayEquals(bytes(10), server.content(KEY));
  }

  @Test
  void whatACrashLeftOfAnObjectGoesWithTheObjectsEnd() throws IOException {
    server.next("PART", hangUp(), hangUp(), hangUp(), hangUp(), hangUp());
    server.next("ABORT", error(400, "no"));
    Path staged = Files.write(store.stage("task_1", ".mp4"), bytes(LARGE));
    assertThrows(StoreUnavailable.class, () -> store.keep(FILM, staged, Writing.ONCE));
    assertEquals(1, server.unfinished());
    assertEquals(FILM, store.unfinished().getFirst().name());
    assertTrue(store.keep(FILM, staged, Writing.ONCE));
    assertEquals(0, server.unfinished());
  }

  @Test
  void unfinishedUploadsCanBeAbandonedByHand() throws IOException {
    server.next("PART", hangUp(), hangUp(), hangUp(), hangUp(), hangUp());
    server.next("ABORT", error(400, "no"));
    Path staged = Files.write(store.stage("task_1", ".mp4"), bytes(LARGE));
    assertThrows(StoreUnavailable.class, () -> store.keep(FILM, staged, Writing.ONCE));
    Unfinished begun = store.unfinished().getFirst();
    store.abandon(begun);
    store.abandon(begun);
    assertEquals(List.of(), store.unfinished());
    server.next("UPLOADS", error(501, "NotImplemented"));
    assertEquals(List.of(), store.unfinished());
  }

  @Test
  void aBucketThatIsNotThereIsAFaultOfTheStore() {
    server.always("LIST", error(404, "NoSuchBucket"));
    assertThrows(StoreUnavailable.class, () -> store.list(""));
    assertTrue(bucket.health().trouble().orElseThrow().contains("NoSuchBucket"));
  }

  @Test
  void whetherItIsReachableIsAskedSeldom() throws IOException {
    assertTrue(store.isReachable());
    assertTrue(store.isReachable());
    assertEquals(1, server.count("LIST"));
    server.always("LIST", error(403, "AccessDenied"));
    assertThrows(StoreUnavailable.class, () -> store.list(""));
    assertFalse(store.isReachable());
    server.heal();
    store.list("");
    assertTrue(store.isReachable());
  }

  @Test
  @Timeout(60)
  void aStoreThatTakesConnectionsAndSaysNothingIsUnavailableSoon() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Bucket mute =
            TestBuckets.open(
                TestBuckets.settings(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()), "b", ""))) {
      ObjectStore lost = mute.store("", Staging.open(folder.resolve("mute")));
      assertThrows(StoreUnavailable.class, () -> lost.look(FILM));
      assertFalse(lost.isReachable());
    }
  }

  @Test
  void aStoreThatNobodyFindsIsUnavailable() throws IOException {
    Bucket nowhere =
        TestBuckets.open(TestBuckets.settings(URI.create("http://127.0.0.1:1"), "b", ""));
    try (nowhere) {
      ObjectStore lost = nowhere.store("", Staging.open(folder.resolve("lost")));
      assertThrows(StoreUnavailable.class, () -> lost.look(FILM));
      assertFalse(lost.isReachable());
      assertTrue(nowhere.health().broken() > 0);
    }
  }
}
