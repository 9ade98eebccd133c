package dev.afterglow.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Ticket;
import dev.afterglow.net.UpstreamAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilmTicketTest {
  @Test
  void ticketWithoutNotesIsTheBareIdThatAnOperatorWouldType() {
    assertEquals(new Ticket("video_1"), FilmTicket.named("video_1").orElseThrow().written());
    assertEquals(new FilmTicket("video_1", Map.of()), read("video_1"));
    assertEquals(Optional.empty(), read("video_1").film());
    assertEquals(Instant.EPOCH, read("video_1").since());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "{odd}", "{\"id\":\"inner\"}", "a b", "models/veo/operations/1"})
  void whateverIsWrittenIsReadAgain(String id) {
    Instant since = Instant.ofEpochMilli(1_764_331_200_123L);
    FilmTicket ticket = FilmTicket.of(id, since).with("way", "/v1/x").withFilm("https://a/\"f\"");
    assertEquals(ticket, read(ticket.written().value()));
    assertEquals(since, read(ticket.written().value()).since());
    FilmTicket bare = new FilmTicket(id, Map.of());
    assertEquals(bare, read(bare.written().value()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "..",
        ".",
        "../../admin",
        "a/../b",
        "a/.",
        "./a",
        "a\nb",
        "a b",
        "\u202e",
        "id\0"
      })
  void nobodyAsksForSuchAnId(String id) {
    assertFalse(FilmTicket.isId(id));
    assertEquals(Optional.empty(), FilmTicket.named(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "cgt-2025.1", "a..b", "..a", "models/x/operations/y", "1:2=+~"})
  void othersAreAskedFor(String id) {
    assertTrue(FilmTicket.isId(id));
  }

  @Test
  void idsAndAddressesAreBounded() {
    assertTrue(FilmTicket.isId("x".repeat(500)));
    assertFalse(FilmTicket.isId("x".repeat(501)));
    FilmTicket ticket = new FilmTicket("a", Map.of());
    assertEquals(ticket, ticket.withFilm(Optional.of("h".repeat(4097))));
    assertEquals(ticket, ticket.withFilm(Optional.of(" ")));
    assertEquals(ticket, ticket.withFilm(Optional.empty()));
    assertEquals(Optional.of("https://a/f"), ticket.withFilm(Optional.of("https://a/f")).film());
  }

  @Test
  void filmIsWhereTheEngineSaidOrElseWhereItAlwaysIs() {
    FilmTicket ticket = new FilmTicket("a", Map.of());
    UpstreamAddress usual = UpstreamAddress.path("/videos/a/content");
    assertEquals(usual, ticket.filmAddress(usual));
    assertEquals(UpstreamAddress.given("/f"), ticket.withFilm("/f").filmAddress(usual));
    assertEquals(UpstreamAddress.given(""), ticket.filmAddress());
  }

  private static FilmTicket read(String written) {
    return FilmTicket.of(new EngineJob("job_1", new Ticket(written)));
  }
}
