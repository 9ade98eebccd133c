package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresAddressTest {
  @Test
  void everyPartIsRead() {
    PostgresAddress read =
        PostgresAddress.parse(
            "postgresql://ann:p%40ss%2Fw+rd@db.example.com:6432/films?sslmode=require");
    assertEquals("db.example.com", read.host());
    assertEquals(6432, read.port());
    assertEquals("films", read.name());
    assertEquals("ann", read.user());
    assertEquals(Optional.of("p@ss/w+rd"), read.password());
    assertEquals(Map.of("sslmode", "require"), read.options());
    assertFalse(read.toString().contains("p@ss"), read::toString);
  }

  @Test
  void portIsTheUsualOneUnlessItIsSaid() {
    PostgresAddress read = PostgresAddress.parse("postgres://ann@db/films");
    assertEquals(5432, read.port());
    assertEquals(Optional.empty(), read.password());
    assertEquals("jdbc:postgresql://db:5432/films", read.jdbcUrl());
    assertEquals(Optional.of("later"), read.withPassword("later").password());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "films",
        "mysql://ann@db/films",
        "postgresql://db/films",
        "postgresql://ann@db",
        "postgresql://ann@db/",
        "postgresql://ann@db/a/b",
        "postgresql://:secret@db/films",
        "postgresql://ann@db/films?socketFactory=evil",
        "postgresql://ann@db/films#x",
        "postgresql://ann:se cret@db/films",
        "postgresql://ann:secret%@db/films",
        "postgresql://ann:secret%zz@db/films",
        "postgresql://ann:sec/ret@db/films",
        "postgresql://ann:secret@db:65536/films",
        "postgresql://ann:secret@db:0/films",
        "postgresql://ann:secret@a b/films",
        "postgresql://ann:secret@db,other/films",
        "postgresql://ann@db/films?sslmode=maybe"
      })
  void whatIsNoAddressIsRefusedWithoutBeingRepeated(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> PostgresAddress.parse(text))
            .getMessage();
    assertFalse(message.contains("secret"), message);
  }

  /** Services of a compose file have such names, and generated passwords such characters. */
  @Test
  void hostsWithUnderscoresAndPasswordsWithSignsAreRead() {
    PostgresAddress read =
        PostgresAddress.parse("postgresql://ann:a#b?c^d{e}:f%25|g@the_database:6432/films");
    assertEquals("the_database", read.host());
    assertEquals(Optional.of("a#b?c^d{e}:f%|g"), read.password());
    assertEquals("jdbc:postgresql://the_database:6432/films", read.jdbcUrl());
    assertEquals("[::1]", PostgresAddress.parse("postgresql://ann@[::1]/films").host());
    assertEquals(Optional.empty(), PostgresAddress.parse("postgresql://ann:@db/films").password());
  }
}
