package dev.afterglow.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventIdTest {
  @Test
  void whatIsWrittenIsReadBack() {
    for (EventId id : new EventId[] {new EventId(0, 0, 3, false), new EventId(12, 87, 0, true)}) {
      assertEquals(Optional.of(id), EventId.parse(id.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1-2", "-1-2-3", "1-2-3x", "1-2-3\u0660", "1-2-99999999999", "1-2000-3"})
  void whatIsNotOursCountsAsNone(String text) {
    assertEquals(Optional.empty(), EventId.parse(text));
  }
}
