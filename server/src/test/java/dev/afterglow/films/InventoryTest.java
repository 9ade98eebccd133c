package dev.afterglow.films;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryTest {
  private static final String TASK = "task_01JD0000000000000000000ABC";

  @TempDir Path folder;

  @Test
  void filmsAndDraftsAreCountedAndLeftAlone() throws Exception {
    FilmStore store = DiskFilmStore.at(folder);
    Path staged = store.stage(TASK);
    Files.write(staged, new byte[5]);
    store.keep(TASK, staged);
    Path still = Files.write(store.stage(TASK), new byte[2]);
    store.keep(TASK, Variant.THUMBNAIL, still);
    Path draft = store.stage(TASK);
    Files.write(draft, new byte[3]);

    Inventory inventory = Inventory.of(folder);
    assertEquals(Map.of(TASK, 5L), inventory.films());
    assertEquals(Set.of(TASK), inventory.stills());
    assertEquals(List.of("staging/" + draft.getFileName()), inventory.staged());
    assertEquals(Map.of(), inventory.foreign());
    assertEquals(3, Files.size(draft));
  }

  @Test
  void whatAStoreDoesNotMakeIsAStranger() throws Exception {
    Path shard = Files.createDirectories(folder.resolve("films/BC"));
    Files.createFile(shard.resolve("notes.txt"));
    Files.createFile(shard.resolve("task_01JD0000000000000000000XYZ.mp4"));
    Files.createSymbolicLink(shard.resolve(TASK + ".mp4"), shard.resolve("notes.txt"));
    Files.createFile(folder.resolve("films/loose"));
    Inventory inventory = Inventory.of(folder);
    assertEquals(Map.of(), inventory.films());
    assertEquals(
        List.of(
            "films/BC/notes.txt",
            "films/BC/task_01JD0000000000000000000ABC.mp4",
            "films/BC/task_01JD0000000000000000000XYZ.mp4",
            "films/loose"),
        inventory.foreign().keySet().stream().sorted().toList());
  }

  @Test
  void aFolderThatIsNotThereIsEmpty() throws Exception {
    assertEquals(
        new Inventory(Map.of(), Set.of(), List.of(), Map.of()),
        Inventory.of(folder.resolve("missing")));
  }
}
