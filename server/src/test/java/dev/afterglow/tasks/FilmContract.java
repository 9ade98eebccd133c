package dev.afterglow.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.afterglow.engines.Picture;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.tasks.run.Finisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How films are taken over and deleted, on any database. */
abstract class FilmContract extends WorldContract {
  @Test
  void aFetchThatBreaksIsTriedAgainAndLeavesNoHalfFile() throws Exception {
    Task task = world.accepted("ann");
    for (int i = 0; i < 3; i++) {
      engine.failFetch();
    }
    world.finish();
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    assertEquals(List.of(), world.staged());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void aFilmThatCannotBeFetchedIsNotCharged() throws Exception {
    Task task = world.accepted("ann");
    for (int i = 0; i < 10; i++) {
      engine.failFetch();
    }
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.FILM_UNAVAILABLE), world.find(task).state());
    assertEquals(List.of(), world.staged());
    assertTrue(world.films().open(task.id()).isEmpty());
    world.assertMoney("ann", CREDIT);
  }

  @Test
  void aFilmIsDeletedAfterADayAndItsTaskSaysSo() throws Exception {
    Task task = world.accepted("ann");
    world.finish();
    Task completed = world.find(task);
    world.pass(
        Duration.between(world.clock.instant(), completed.expiresAt().orElseThrow())
            .minusMillis(1));
    assertTrue(world.films().open(task.id()).isPresent());
    world.pass(Duration.ofMillis(1));
    world.pass(World.EXPIRY_INTERVAL);
    assertTrue(world.films().open(task.id()).isEmpty());
    Task expired = world.find(task);
    assertEquals(DisplayStatus.EXPIRED, expired.displayStatus());
    assertEquals(completed.expiresAt(), expired.expiresAt());
    assertEquals(completed.endedAt(), expired.endedAt());
    assertEquals(World.PRICE, expired.chargedMicros());
    assertEquals(100, expired.progressPercent());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  /** A store that is down for longer than any number of attempts takes. */
  @Test
  void aFilmWaitsForTheStoreHoweverLongAndIsNeitherLostNorFinishedTwice() throws Exception {
    List<FailingStore> stores = new ArrayList<>();
    world.storing =
        films -> {
          stores.add(new FailingStore(films));
          return stores.getLast();
        };
    CopyingFinisher finisher = new CopyingFinisher();
    world.finisher = finisher;
    world.start();
    FailingStore store = stores.getLast();
    Task task = world.accepted("ann");
    world.tick();
    store.down = true;
    for (int i = 0; i < 300; i++) {
      world.pass(Duration.ofMinutes(1));
    }
    assertEquals(DisplayStatus.STORING, world.find(task).displayStatus());
    assertEquals(1, world.runner().waitingForStore());
    assertTrue(store.refused > world.settings.fetchAttempts(), "asked again and again");
    store.down = false;
    world.pass(Duration.ofHours(1));
    world.finish();
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    assertEquals(0, world.runner().waitingForStore());
    assertEquals(1, finisher.films);
    assertEquals(List.of(), world.staged());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  /** The film is finished, and the store is gone before it is kept: nothing is finished again. */
  @Test
  void whatIsFinishedWaitsAsItIs() throws Exception {
    List<FailingStore> stores = new ArrayList<>();
    world.storing =
        films -> {
          stores.add(new FailingStore(films));
          return stores.getLast();
        };
    CopyingFinisher finisher = new CopyingFinisher();
    world.finisher = finisher;
    world.start();
    FailingStore store = stores.getLast();
    finisher.whenDone = () -> store.down = true;
    Task task = world.accepted("ann");
    for (int i = 0; i < 300; i++) {
      world.pass(Duration.ofMinutes(1));
    }
    assertEquals(DisplayStatus.STORING, world.find(task).displayStatus());
    assertEquals(1, finisher.films);
    store.down = false;
    world.pass(Duration.ofHours(1));
    world.finish();
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    assertEquals(1, finisher.films);
    assertEquals(List.of(), world.staged());
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void filmsOutliveTheirTimeWhileTheStoreIsDownAndNoLonger() throws Exception {
    List<FailingStore> stores = new ArrayList<>();
    world.storing =
        films -> {
          stores.add(new FailingStore(films));
          return stores.getLast();
        };
    world.start();
    FailingStore store = stores.getLast();
    Task task = world.accepted("ann");
    world.finish();
    store.down = true;
    world.pass(World.FILM_LIFE.plusHours(1));
    assertEquals(DisplayStatus.COMPLETED, world.find(task).displayStatus());
    store.down = false;
    world.pass(World.EXPIRY_INTERVAL);
    world.pass(World.EXPIRY_INTERVAL);
    assertEquals(DisplayStatus.EXPIRED, world.find(task).displayStatus());
    assertTrue(world.films().open(task.id()).isEmpty());
  }

  /** Makes a film of the only part by copying it. */
  private static final class CopyingFinisher implements Finisher {
    int films;
    Runnable whenDone = () -> {};

    @Override
    public Finished finish(List<Part> parts, VideoFormat ordered, Path target) throws IOException {
      films++;
      Files.copy(parts.getFirst().film(), target);
      whenDone.run();
      return new Finished.Film(target);
    }

    @Override
    public Picture lastFrame(Path film) throws IOException {
      throw new IOException("nothing reads frames here");
    }
  }

  static Stream<Arguments> filesThatAreNotTheFilm() {
    int width = World.HD.width();
    int height = World.HD.height();
    int millis = 1000 * World.HD.seconds();
    byte[] good = SampleFilm.of(World.HD, "x".repeat(10_000));
    return Stream.of(
        arguments("nothing", new byte[0]),
        arguments("a page", "<!DOCTYPE html><h1>502 Bad Gateway</h1>".getBytes(UTF_8)),
        arguments("JSON", "{\"error\": \"expired\"}".getBytes(UTF_8)),
        arguments("zeros", new byte[100_000]),
        arguments("a picture", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}),
        arguments("a playlist", "#EXTM3U\nfile:///etc/passwd\n".getBytes(UTF_8)),
        arguments("half of a film", Arrays.copyOf(good, good.length / 2)),
        arguments("a film without its last byte", Arrays.copyOf(good, good.length - 1)),
        arguments("a film without media", Arrays.copyOf(good, good.length - 10_008)),
        arguments("a film and a page", join(good, "<html>".getBytes(UTF_8))),
        arguments("two films", join(good, good)),
        arguments("a small film", SampleFilm.of(width / 2, height / 2, millis, "x")),
        arguments("a narrow film", SampleFilm.of(width - 1, height, millis, "x")),
        arguments("a flat film", SampleFilm.of(width, height - 1, millis, "x")),
        arguments("a film on its side", SampleFilm.of(height, width, millis, "x")),
        arguments("a short film", SampleFilm.of(width, height, millis - 1_001, "x")),
        arguments("a long film", SampleFilm.of(width, height, millis + 1_001, "x")),
        arguments("a film of no length", SampleFilm.of(width, height, 0, "x")),
        arguments("a film of no size", SampleFilm.of(0, 0, millis, "x")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filesThatAreNotTheFilm")
  void whatIsNotTheFilmThatWasOrderedIsNeitherKeptNorCharged(String what, byte[] file)
      throws Exception {
    Task task = world.accepted("ann");
    for (int i = 0; i < world.settings.fetchAttempts(); i++) {
      engine.handOver(_ -> file);
    }
    world.finish();
    assertEquals(new TaskState.Failed(FailureReason.FILM_UNAVAILABLE), world.find(task).state());
    assertEquals(Optional.empty(), world.films().open(task.id()));
    assertEquals(List.of(), world.staged());
    world.assertMoney("ann", CREDIT);
  }

  @ParameterizedTest(name = "{0} ms")
  @ValueSource(ints = {-1_000, -33, 21, 1_000})
  void filmThatIsALittleOffIsTaken(int millis) throws Exception {
    Task task = world.accepted("ann");
    byte[] film =
        SampleFilm.of(World.HD.width(), World.HD.height(), 1000 * World.HD.seconds() + millis, "x");
    engine.handOver(_ -> film);
    world.finish();
    assertArrayEquals(film, world.film(task));
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  @Test
  void engineThatRecoversGetsItsFilmTaken() throws Exception {
    Task task = world.accepted("ann");
    engine.handOver(_ -> "<h1>502 Bad Gateway</h1>".getBytes(UTF_8));
    world.finish();
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  /** A crash between the film's last byte and its task's end leaves such a film. */
  @Test
  void filmThatIsInPlaceIsHandedOverThoughItsEngineIsGone() throws Exception {
    Task task = made("ann");
    Path staged = world.films().stage(task.id());
    world.films().keep(task.id(), Files.write(staged, FakeEngine.film(task.id())));
    world.engines = List.of(new FakeEngine("other", 1));
    world.start();
    world.pass(world.settings.engineDeadline());
    world.tick();
    assertInstanceOf(TaskState.Completed.class, world.find(task).state());
    assertArrayEquals(FakeEngine.film(task.id()), world.film(task));
    world.assertMoney("ann", CREDIT - World.PRICE);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
