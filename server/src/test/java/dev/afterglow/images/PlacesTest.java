package dev.afterglow.images;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places(3, 2);

  @Test
  void ownerTakesNoMoreThanItsPart() {
    assertTrue(take("a"));
    assertTrue(take("a"));
    assertFalse(take("a"));
    assertTrue(take("b"));
  }

  @Test
  void nobodyTakesMoreThanAll() {
    assertTrue(take("a"));
    assertTrue(take("a"));
    assertTrue(take("b"));
    assertFalse(take("c"));
  }

  @Test
  void freedPlaceIsTakenByWhoeverWaits() throws Exception {
    assertTrue(take("a"));
    assertTrue(take("a"));
    try (var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> third = waiting.submit(() -> places.take("a", Duration.ofSeconds(30)));
      places.free("a");
      assertTrue(third.get());
    }
  }

  private boolean take(String owner) {
    return places.take(owner, Duration.ZERO);
  }
}
