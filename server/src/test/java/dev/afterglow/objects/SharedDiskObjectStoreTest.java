package dev.afterglow.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.objects.DiskObjectStore.Deletion;
import dev.afterglow.objects.ObjectStore.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One folder that several processes keep their files in. */
final class SharedDiskObjectStoreTest extends ObjectStoreContract {
  private static final Instant NOW = Instant.now();

  @Override
  protected ObjectStore open() throws IOException {
    return open("node_a");
  }

  private ObjectStore open(String node) throws IOException {
    return DiskObjectStore.shared(folder.resolve("store"), Deletion.DURABLE, node, NOW);
  }

  @Test
  void whatOthersAreStagingIsLeftAloneForADay() throws IOException {
    Path fresh = Files.write(store.stage("task_1", ".mp4"), bytes(3));
    Path old = Files.write(store.stage("task_2", ".mp4"), bytes(3));
    Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(2))));
    open("node_b");
    assertTrue(Files.exists(fresh));
    assertFalse(Files.exists(old));
    assertTrue(store.isShared());
  }

  @Test
  void twoNeverStageUnderOneName() throws IOException {
    ObjectStore other = open("node_b");
    assertFalse(store.stage("task_1", ".mp4").equals(other.stage("task_1", ".mp4")));
  }

  /** A node that was taken for dead has a part of a film that another one has kept meanwhile. */
  @Test
  void whatIsKeptEndsWhatOthersStageOfIt() throws IOException {
    ObjectStore other = open("node_b");
    Path abandoned = Files.write(other.stage("task_1", ".mp4"), bytes(3));
    Path unrelated = Files.write(other.stage("task_11", ".mp4"), bytes(3));
    store.keep("a/task_1.mp4", staged(store, "task_1", 5), Writing.ONCE);
    assertFalse(Files.exists(abandoned));
    assertTrue(Files.exists(unrelated));
  }

  @Test
  void ofManyThatKeepTheSameOnceOneIsFirst() throws Exception {
    for (int round = 0; round < 20; round++) {
      String label = "task_" + round;
      String name = "a/" + label + ".mp4";
      List<Callable<Integer>> keepers = new ArrayList<>();
      for (int node = 1; node <= 4; node++) {
        int bytes = node;
        ObjectStore mine = open("node_" + node);
        keepers.add(() -> keepOrLose(mine, name, staged(mine, label + bytes, bytes), bytes));
      }
      int kept = 0;
      try (ExecutorService threads = Executors.newFixedThreadPool(keepers.size())) {
        for (Future<Integer> one : threads.invokeAll(keepers)) {
          kept += one.get();
        }
      }
      assertEquals(store.look(name).orElseThrow().bytes(), kept, "one was told that it was first");
    }
  }

  private static int keepOrLose(ObjectStore mine, String name, Path staged, int bytes)
      throws IOException {
    return mine.keep(name, staged, Writing.ONCE) ? bytes : 0;
  }

  private static Path staged(ObjectStore store, String label, int length) throws IOException {
    return Files.write(store.stage(label, ".mp4"), bytes(length));
  }
}
