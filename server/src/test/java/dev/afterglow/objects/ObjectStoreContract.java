package dev.afterglow.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.objects.ObjectStore.Writing;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of objects does. */
public abstract class ObjectStoreContract {
  private static final String NAME = "films/7K/task_1.mp4";

  @TempDir public Path folder;
  protected ObjectStore store;

  /** An empty store. */
  protected abstract ObjectStore open() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open();
  }

  @Test
  void whatIsKeptIsReadBackWholeAndInParts() throws IOException {
    byte[] bytes = bytes(2_500_000);
    assertTrue(keep(NAME, bytes, Writing.ONCE));

    try (StoredObject object = store.open(NAME).orElseThrow()) {
      assertEquals(bytes.length, object.bytes());
      assertArrayEquals(bytes, part(object, 0, bytes.length));
      assertArrayEquals(Arrays.copyOfRange(bytes, 7, 1_000_007), part(object, 7, 1_000_000));
      assertArrayEquals(new byte[] {bytes[bytes.length - 1]}, part(object, bytes.length - 1, 1));
      try (InputStream stream = object.stream()) {
        assertArrayEquals(bytes, stream.readAllBytes());
      }
      Duration age = Duration.between(object.modified(), Instant.now());
      assertTrue(age.abs().compareTo(Duration.ofMinutes(5)) < 0, () -> "modified " + age);
    }
    ObjectFacts facts = store.look(NAME).orElseThrow();
    assertEquals(NAME, facts.name());
    assertEquals(bytes.length, facts.bytes());
  }

  @Test
  void stagedFilesAreGoneOnceTheyAreKept() throws IOException {
    Path staged = Files.write(store.stage("task_1", ".mp4"), bytes(10));
    assertEquals(List.of(String.valueOf(staged.getFileName())), store.staged());
    store.keep(NAME, staged, Writing.REPLACE);
    assertFalse(Files.exists(staged));
    assertEquals(List.of(), store.staged());
  }

  @Test
  void whatIsWrittenOnceStays() throws IOException {
    assertTrue(keep(NAME, bytes(10), Writing.ONCE));
    Path second = Files.write(store.stage("task_1", ".mp4"), bytes(20));
    assertFalse(store.keep(NAME, second, Writing.ONCE));
    assertFalse(Files.exists(second));
    assertArrayEquals(bytes(10), content(NAME));
    assertTrue(keep(NAME, bytes(20), Writing.REPLACE));
    assertArrayEquals(bytes(20), content(NAME));
  }

  @Test
  void whatIsNotThereIsEmpty() throws IOException {
    assertTrue(store.open(NAME).isEmpty());
    assertTrue(store.look(NAME).isEmpty());
    store.delete(NAME);
    assertEquals(List.of(), store.list(""));
  }

  @Test
  void objectsAreListedByTheirFolders() throws IOException {
    for (String name : List.of("films/AA/a.mp4", "films/BB/b.mp4", "pictures/c", "films.d")) {
      keep(name, bytes(name.length()), Writing.REPLACE);
    }
    store.mark("owners/o1/e");
    assertEquals(Set.of("films/AA/a.mp4", "films/BB/b.mp4"), names("films/"));
    assertEquals(
        Set.of("films/AA/a.mp4", "films/BB/b.mp4", "pictures/c", "films.d", "owners/o1/e"),
        names(""));
    assertEquals(Set.of(), names("none/"));
    assertEquals(0, store.look("owners/o1/e").orElseThrow().bytes());
    ObjectFacts one = store.list("films/AA/").getFirst();
    assertEquals("a.mp4", one.fileName());
    assertEquals("films/AA/a.mp4".length(), one.bytes());
  }

  @Test
  void deletingIsRepeatable() throws IOException {
    keep(NAME, bytes(10), Writing.REPLACE);
    store.mark("owners/o1/e");
    store.delete(NAME, "owners/o1/e", "films/none");
    store.delete(NAME);
    assertEquals(List.of(), store.list(""));
  }

  @Test
  void whatIsGoneEndsTheReading() throws IOException {
    keep(NAME, bytes(10), Writing.REPLACE);
    try (StoredObject object = store.open(NAME).orElseThrow()) {
      store.delete(NAME);
      assertThrows(EOFException.class, () -> part(object, 0, 11));
    }
  }

  @Test
  void aStagedFileThatIsMissingIsAFault() {
    Path staged = store.stage("task_1", ".mp4");
    assertThrows(IOException.class, () -> store.keep(NAME, staged, Writing.ONCE));
  }

  @Test
  void everyStagingPathIsAnother() throws IOException {
    Path staged = store.stage("task_1", ".mp4");
    assertNotEquals(staged, store.stage("task_1", ".mp4"));
    assertTrue(String.valueOf(staged.getFileName()).startsWith("task_1."));
    assertFalse(Files.exists(staged));
    store.discard(staged);
  }

  @Test
  void onlyStagedFilesAreKeptOrDiscarded() throws IOException {
    Path foreign = Files.write(folder.resolve("foreign"), bytes(1));
    assertThrows(IllegalArgumentException.class, () -> store.keep(NAME, foreign, Writing.REPLACE));
    assertThrows(IllegalArgumentException.class, () -> store.discard(foreign));
    assertTrue(Files.exists(foreign));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "..",
        "a/../b",
        "a//b",
        "/etc/passwd",
        "a/.b",
        "a\\b",
        "a b",
        "a\0",
        "a\n"
      })
  void namesThatLeadElsewhereAreRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> store.open(name));
    assertThrows(IllegalArgumentException.class, () -> store.look(name));
    assertThrows(IllegalArgumentException.class, () -> store.mark(name));
    assertThrows(IllegalArgumentException.class, () -> store.delete(name));
  }

  protected final boolean keep(String name, byte[] bytes, Writing writing) throws IOException {
    return store.keep(name, Files.write(store.stage("task_1", ".mp4"), bytes), writing);
  }

  protected final byte[] content(String name) throws IOException {
    try (StoredObject object = store.open(name).orElseThrow()) {
      return part(object, 0, object.bytes());
    }
  }

  protected static byte[] part(StoredObject object, long first, long count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    object.copy(first, count, out);
    return out.toByteArray();
  }

  /** Bytes that say how many they are. */
  protected static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private Set<String> names(String beginning) throws IOException {
    return store.list(beginning).stream().map(ObjectFacts::name).collect(Collectors.toSet());
  }
}
