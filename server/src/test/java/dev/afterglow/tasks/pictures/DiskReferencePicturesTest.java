package dev.afterglow.tasks.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.afterglow.engines.Picture;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.Film;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.tasks.pictures.ReferencePictureStore.Keeping;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskReferencePicturesTest {
  private static final String FIRST = "task_" + "1".repeat(26);
  private static final String SECOND = "task_" + "2".repeat(26);
  private static final Keeping DONE = new Keeping.Done();

  @TempDir Path folder;

  private static Picture picture(int bytes) {
    return new Picture(new byte[bytes], ImageFormat.PNG, 16, 16);
  }

  private ReferencePictureStore open(long mostBytes) throws IOException {
    return DiskReferencePictures.open(folder, DiskSpace.endless(), mostBytes);
  }

  @Test
  void eachOwnerHasItsShareAndGetsItBack() throws IOException {
    ReferencePictureStore pictures = open(10);
    assertEquals(DONE, pictures.keep("ann", FIRST, picture(6)));
    assertEquals(new Keeping.OverQuota(4, 10), pictures.keep("ann", SECOND, picture(5)));
    assertEquals(Set.of(FIRST), pictures.names());
    assertEquals(DONE, pictures.keep("bob", SECOND, picture(5)));
    pictures.delete(FIRST);
    pictures.delete(FIRST);
    assertEquals(new Keeping.OverQuota(10, 10), pictures.keep("ann", FIRST, picture(11)));
    assertEquals(DONE, pictures.keep("ann", FIRST, picture(10)));
  }

  @Test
  void whatIsHereCountsOnceItIsSaidWhoseItIs() throws IOException {
    open(10).keep("ann", FIRST, picture(6));
    ReferencePictureStore again = open(10);
    again.count(Map.of(FIRST, "ann"));
    again.count(Map.of(FIRST, "ann", SECOND, "ann")); // the second is gone
    assertEquals(new Keeping.OverQuota(4, 10), again.keep("ann", SECOND, picture(5)));
  }

  @Test
  void pictureThatCannotBeWrittenLeavesNothingAndCountsNothing() throws IOException {
    ReferencePictureStore pictures = open(10);
    Path taken = Files.createDirectories(folder.resolve(FIRST).resolve("in the way"));
    assertThrows(IOException.class, () -> pictures.keep("ann", FIRST, picture(10)));
    assertEquals(Set.of(), pictures.names());
    Files.delete(taken);
    Files.delete(folder.resolve(FIRST));
    pictures.delete(FIRST);
    assertEquals(DONE, pictures.keep("ann", FIRST, picture(10)));
  }

  @Test
  void aFilmToGoOnFromIsCopiedCountedAndDeletedWithItsTask() throws IOException {
    ReferencePictureStore pictures = open(10);
    assertEquals(DONE, pictures.keep("ann", FIRST, film(6)));
    assertEquals(6, Files.size(pictures.film(FIRST).orElseThrow()));
    assertEquals(pictures.namesOf(FIRST).size() - 1, pictures.names().size());
    assertEquals(new Keeping.OverQuota(4, 10), pictures.keep("ann", SECOND, film(5)));
    ReferencePictureStore again = open(10);
    again.count(Map.of(FIRST, "ann"));
    assertEquals(new Keeping.OverQuota(4, 10), again.keep("ann", SECOND, film(5)));
    again.delete(FIRST);
    assertEquals(Optional.empty(), again.film(FIRST));
    assertEquals(Set.of(), again.names());
    assertEquals(DONE, again.keep("ann", SECOND, film(10)));
  }

  @Test
  void whatSomebodyElseHasDeletedCountsNoLonger() throws IOException {
    ReferencePictureStore pictures = open(10);
    pictures.keep("ann", FIRST, picture(6));
    Files.delete(folder.resolve(FIRST));
    pictures.count(Map.of(FIRST, "ann"));
    assertEquals(DONE, pictures.keep("ann", SECOND, picture(10)));
  }

  private static Film film(int bytes) {
    return new Film() {
      @Override
      public long bytes() {
        return bytes;
      }

      @Override
      public Instant modified() {
        return Instant.EPOCH;
      }

      @Override
      public void copy(long first, long count, OutputStream out) throws IOException {
        out.write(new byte[(int) count]);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void picturesStopLongBeforeTheServerIsNotReady() throws IOException {
    AtomicLong free = new AtomicLong(19_999_999);
    ReferencePictureStore tight =
        DiskReferencePictures.open(folder, new DiskSpace(free::get, 10_000_000), 100);
    assertEquals(new Keeping.NoSpace(), tight.keep("ann", FIRST, picture(1)));
    free.set(20_000_000);
    assertEquals(DONE, tight.keep("ann", FIRST, picture(1)));
  }
}
