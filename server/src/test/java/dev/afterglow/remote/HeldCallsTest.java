package dev.afterglow.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Failure;
import dev.afterglow.remote.HeldCalls.End;
import dev.afterglow.remote.HeldCalls.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HeldCallsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofMillis(50);

  @TempDir Path folder;

  @Test
  void filmsAndFailuresAreStillThereAfterARestart() throws IOException {
    Failure failure = new Failure(Failure.Kind.CONTENT_REFUSED, "no\nway");
    try (HeldCalls calls = new HeldCalls(folder)) {
      assertEquals(Optional.of(new End.Film()), calls.begin("a", HeldCallsTest::film, LONG));
      calls.begin("b", _ -> new End.Failed(failure), LONG);
    }
    try (HeldCalls calls = new HeldCalls(folder)) {
      State.Made made = assertInstanceOf(State.Made.class, calls.state("a"));
      assertEquals("film", Files.readString(made.film()));
      assertEquals(new State.Failed(failure), calls.state("b"));
      calls.forget("a");
      assertInstanceOf(State.Gone.class, calls.state("a"));
    }
  }

  @Test
  void callThatIsHeldIsGoneAfterARestart() {
    CountDownLatch begun = new CountDownLatch(1);
    try (HeldCalls calls = new HeldCalls(folder)) {
      assertTrue(calls.begin("a", film -> forever(film, begun), BRIEF).isEmpty());
      assertInstanceOf(State.Held.class, calls.state("a"));
    }
    try (HeldCalls calls = new HeldCalls(folder)) {
      assertInstanceOf(State.Gone.class, calls.state("a"));
      assertEquals(0, folder.toFile().list().length, "half a film is left");
    }
  }

  @Test
  void callThatThrowsHasBrokenOff() {
    try (HeldCalls calls = new HeldCalls(folder)) {
      Optional<End> end =
          calls.begin(
              "a",
              _ -> {
                throw new IllegalStateException("a bug");
              },
              LONG);
      assertInstanceOf(End.Broken.class, end.orElseThrow());
      assertInstanceOf(State.Gone.class, calls.state("a"));
    }
  }

  private static End film(Path file) {
    try {
      Files.writeString(file, "film");
      return new End.Film();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static End forever(Path file, CountDownLatch begun) {
    film(file);
    begun.countDown();
    try {
      new CountDownLatch(1).await();
      return new End.Film();
    } catch (InterruptedException _) {
      return new End.Broken("hung up");
    }
  }
}
