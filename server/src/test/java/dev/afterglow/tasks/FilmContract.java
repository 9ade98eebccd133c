package dev.afterglow.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
