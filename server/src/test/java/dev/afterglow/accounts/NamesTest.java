package dev.afterglow.accounts;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.text.Language;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "视频 工作室", "<img src=x onerror=alert(1)>", "=cmd()", "🎬"})
  void visibleTextIsAName(String name) {
    Names.check("name", name);
    Names.check("name", name.repeat(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "a\r\nb", "a\u0000", "\u001b[31m", "\u202Eevil", "\uD800", "a\u2028b"})
  void invisibleTextIsNot(String name) {
    assertThrows(IllegalArgumentException.class, () -> Names.check("name", name));
  }

  @Test
  void longestNameHasHundredCharacters() {
    Names.check("name", "🎬".repeat(100));
    assertThrows(IllegalArgumentException.class, () -> Names.check("name", "🎬".repeat(101)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "@example.com", "a@", "a b@example.com", "a@b@c", "a@b\n"})
  void textsThatAreNoAddressAreRefused(String email) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new NewOwner("x", Optional.of(email), Language.EN));
    assertTrue(refused.getMessage().startsWith("email: "), refused.getMessage());
  }

  @Test
  void ownersNameCannotPassForAnId() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new NewOwner("own_01K9", Optional.empty(), Language.EN));
  }

  @Test
  void scopesRefuseWhatMeansNothing() {
    OptionalInt none = OptionalInt.empty();
    assertThrows(
        IllegalArgumentException.class,
        () -> new Scope(Set.of("a b"), false, List.of(), none, none));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Scope(Set.of(), false, List.of(), OptionalInt.of(0), none));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Scope(Set.of(), false, List.of(), none, OptionalInt.of(-1)));
  }
}
