package dev.afterglow.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.objects.DiskObjectStore.Deletion;
import dev.afterglow.objects.ObjectStore.Writing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DiskObjectStoreTest extends ObjectStoreContract {
  @Override
  protected ObjectStore open() throws IOException {
    return DiskObjectStore.open(folder.resolve("store"), Deletion.DURABLE);
  }

  @Test
  void anObjectIsAFileOfItsName() throws IOException {
    keep("films/7K/a.mp4", bytes(3), Writing.ONCE);
    Path file = folder.resolve("store/films/7K/a.mp4").toRealPath();
    assertEquals(3, Files.size(file));
    assertEquals(Optional.of(file), store.local("films/7K/a.mp4"));
    assertEquals(Optional.empty(), store.local("films/7K/b.mp4"));
  }

  @Test
  void openingSweepsWhatIsStagedAndNothingElse() throws IOException {
    keep("a", bytes(3), Writing.ONCE);
    Path stale = Files.write(store.stage("b", ""), bytes(4));
    store = open();
    assertFalse(Files.exists(stale));
    assertTrue(store.look("a").isPresent());
  }

  @Test
  void linksAreNeitherFollowedNorListed() throws IOException {
    keep("films/7K/a.mp4", bytes(3), Writing.ONCE);
    Path secret = Files.write(folder.resolve("secret"), bytes(5));
    Path root = folder.resolve("store");
    Files.createSymbolicLink(root.resolve("films/7K/link"), secret);
    Files.createSymbolicLink(root.resolve("elsewhere"), folder);
    assertTrue(store.open("films/7K/link").isEmpty());
    assertTrue(store.look("elsewhere/secret").isEmpty());
    store.delete("elsewhere/secret");
    assertTrue(Files.exists(secret));
    assertEquals(
        List.of("films/7K/a.mp4"), store.list("").stream().map(ObjectFacts::name).toList());
  }

  @Test
  void nobodyElseHasIt() throws IOException {
    assertFalse(store.isShared());
    assertTrue(store.isReachable());
    assertEquals(List.of(), store.unfinished());
    assertTrue(store.usableBytes() > 0);
  }
}
