package dev.afterglow.admin.doctor;

import static dev.afterglow.sql.Statements.all;

import dev.afterglow.admin.doctor.Finding.Kind;
import dev.afterglow.films.Inventory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which films there should be.
 *
 * @param kept by task id, those that were made and not yet deleted
 * @param unfinished ids of tasks that may be writing one
 */
record Films(Map<String, Film> kept, Set<String> unfinished) {
  private static final String NONE = "-";

  /** A film as its task describes it. */
  record Film(String taskId, long bytes, long expiresMillis) {}

  static Films read(Connection tx) throws SQLException {
    List<Film> kept =
        all(
            tx,
            row -> new Film(row.getString(1), row.getLong(2), row.getLong(3)),
            "select id, film_bytes, expires_ms from task where state = 'completed'");
    List<String> unfinished =
        all(tx, row -> row.getString(1), "select id from task where ended_ms is null");
    return new Films(
        kept.stream().collect(Collectors.toUnmodifiableMap(Film::taskId, film -> film)),
        Set.copyOf(unfinished));
  }

  List<Finding> compare(Inventory inventory, Instant now) {
    List<Finding> findings = new ArrayList<>();
    kept.values().forEach(film -> missing(film, inventory, now).ifPresent(findings::add));
    Set<String> unexpected = new HashSet<>(inventory.films().keySet());
    unexpected.addAll(inventory.stills());
    unexpected.removeAll(kept.keySet());
    unexpected.removeAll(unfinished);
    unexpected.forEach(
        id -> findings.add(new Finding(Kind.FILM_WITHOUT_TASK, id, NONE, found(id, inventory))));
    inventory.staged().stream()
        .filter(name -> !unfinished.contains(taskOf(name)))
        .forEach(name -> findings.add(new Finding(Kind.DRAFT, name, NONE, name)));
    inventory.foreign().forEach(name -> findings.add(new Finding(Kind.STRANGER, name, NONE, name)));
    return findings;
  }

  /** A film whose time is over may be gone already; one that is there must be whole. */
  private static Optional<Finding> missing(Film film, Inventory inventory, Instant now) {
    Optional<Long> found = Optional.ofNullable(inventory.films().get(film.taskId()));
    boolean mayBeGone = film.expiresMillis() <= now.toEpochMilli();
    boolean agrees = found.map(bytes -> bytes == film.bytes()).orElse(mayBeGone);
    return agrees
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Kind.FILM,
                film.taskId(),
                film.bytes() + " bytes",
                found.map(bytes -> bytes + " bytes").orElse(NONE)));
  }

  private static String found(String id, Inventory inventory) {
    Optional<Long> bytes = Optional.ofNullable(inventory.films().get(id));
    return bytes.map(count -> count + " bytes").orElse("stills");
  }

  private static String taskOf(String stagedName) {
    int dot = stagedName.indexOf('.');
    return dot < 0 ? stagedName : stagedName.substring(0, dot);
  }
}
