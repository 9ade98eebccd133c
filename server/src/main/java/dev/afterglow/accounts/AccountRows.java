package dev.afterglow.accounts;

import static dev.afterglow.sql.Statements.all;
import static dev.afterglow.sql.Statements.change;
import static dev.afterglow.sql.Statements.first;
import static dev.afterglow.sql.Statements.optionalInstant;

import dev.afterglow.ip.Cidr;
import dev.afterglow.text.Language;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Owners and keys as rows. */
final class AccountRows {
  private static final String OWNER =
      "o.id as owner_id, o.name as owner_name, o.email, o.disabled, o.language,"
          + " o.created_ms as owner_created_ms";
  private static final String KEY =
      "k.id, k.name, k.prefix, k.last_four, k.models, k.read_only, k.networks,"
          + " k.requests_per_minute, k.running_tasks, k.created_ms, k.expires_ms, k.revoked_ms, ";
  private static final String SELECT_OWNERS = "select " + OWNER + " from owner o";
  private static final String SELECT_KEYS =
      "select " + KEY + OWNER + " from api_key k join owner o on o.id = k.owner_id";

  void add(Connection tx, Owner owner) throws SQLException {
    change(
        tx,
        "insert into owner (id, name, email, disabled, language, created_ms)"
            + " values (?, ?, ?, ?, ?, ?)",
        owner.id(),
        owner.name(),
        owner.email().orElse(null),
        owner.disabled() ? 1 : 0,
        owner.language().code(),
        owner.createdAt().toEpochMilli());
  }

  void add(Connection tx, Key key, String hash) throws SQLException {
    Scope scope = key.scope();
    change(
        tx,
        "insert into api_key (id, owner_id, secret_hash, prefix, last_four, name, models,"
            + " read_only, networks, requests_per_minute, running_tasks, created_ms, expires_ms)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        key.id(),
        key.ownerId(),
        hash,
        key.prefix(),
        key.lastFour(),
        key.name(),
        String.join(" ", scope.models()),
        scope.readOnly() ? 1 : 0,
        scope.networks().stream().map(Cidr::toString).collect(Collectors.joining(" ")),
        orNull(scope.requestsPerMinute()),
        orNull(scope.runningTasks()),
        key.createdAt().toEpochMilli(),
        key.expiresAt().map(Instant::toEpochMilli).orElse(null));
  }

  boolean disable(Connection tx, String ownerId, boolean disabled) throws SQLException {
    return change(tx, "update owner set disabled = ? where id = ?", disabled ? 1 : 0, ownerId) == 1;
  }

  /** Ends a key. One that has been revoked before keeps its time. */
  void revoke(Connection tx, String keyId, Instant now) throws SQLException {
    change(
        tx,
        "update api_key set revoked_ms = ? where id = ? and revoked_ms is null",
        now.toEpochMilli(),
        keyId);
  }

  /** Lets a key end at a moment, unless it ends before. */
  void endAt(Connection tx, String keyId, Instant end) throws SQLException {
    change(
        tx,
        "update api_key set expires_ms = ? where id = ? and (expires_ms is null or expires_ms > ?)",
        end.toEpochMilli(),
        keyId,
        end.toEpochMilli());
  }

  Optional<Owner> owner(Connection tx, String idOrName) throws SQLException {
    return first(
        tx,
        AccountRows::owner,
        SELECT_OWNERS + " where o.id = ? or o.name = ?",
        idOrName,
        idOrName);
  }

  List<Owner> owners(Connection tx) throws SQLException {
    return all(tx, AccountRows::owner, SELECT_OWNERS + " order by o.id");
  }

  Optional<Key> keyByHash(Connection tx, String hash) throws SQLException {
    return first(tx, AccountRows::key, SELECT_KEYS + " where k.secret_hash = ?", hash);
  }

  Optional<Key> keyById(Connection tx, String keyId) throws SQLException {
    return first(tx, AccountRows::key, SELECT_KEYS + " where k.id = ?", keyId);
  }

  List<Key> keys(Connection tx) throws SQLException {
    return all(tx, AccountRows::key, SELECT_KEYS + " order by k.id");
  }

  List<Key> keys(Connection tx, String ownerId) throws SQLException {
    return all(tx, AccountRows::key, SELECT_KEYS + " where k.owner_id = ? order by k.id", ownerId);
  }

  private static Owner owner(ResultSet row) throws SQLException {
    return new Owner(
        row.getString("owner_id"),
        row.getString("owner_name"),
        Optional.ofNullable(row.getString("email")),
        row.getInt("disabled") == 1,
        Language.of(row.getString("language")),
        Instant.ofEpochMilli(row.getLong("owner_created_ms")));
  }

  private static Key key(ResultSet row) throws SQLException {
    Scope scope =
        new Scope(
            Set.copyOf(words(row.getString("models"))),
            row.getInt("read_only") == 1,
            words(row.getString("networks")).stream().map(Cidr::parse).toList(),
            optionalInt(row, "requests_per_minute"),
            optionalInt(row, "running_tasks"));
    return new Key(
        row.getString("id"),
        owner(row),
        row.getString("name"),
        row.getString("prefix"),
        row.getString("last_four"),
        scope,
        Instant.ofEpochMilli(row.getLong("created_ms")),
        optionalInstant(row, "expires_ms"),
        optionalInstant(row, "revoked_ms"));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
  }

  private static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
