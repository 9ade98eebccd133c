package dev.afterglow.accounts;

import static dev.afterglow.sql.Statements.all;
import static dev.afterglow.sql.Statements.change;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.DatabaseFailure;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When and from where keys were last used. Noted in memory with every request, and written once in
 * a while: what a crash loses is a minute. Safe for use by many threads.
 */
public final class KeyUses {
  private static final System.Logger LOG = System.getLogger(KeyUses.class.getName());
  private static final Duration BETWEEN_WRITES = Duration.ofMinutes(1);

  private final Database database;
  private final InstantSource time;
  private final ConcurrentHashMap<String, Use> fresh = new ConcurrentHashMap<>();
  private final AtomicLong nextWriteMillis;

  KeyUses(Database database, InstantSource time) {
    this.database = database;
    this.time = time;
    this.nextWriteMillis = new AtomicLong(time.millis() + BETWEEN_WRITES.toMillis());
  }

  /**
   * One use of a key.
   *
   * @param client the address it came from
   */
  public record Use(Instant at, String client) {}

  /** Notes that a key was used now. */
  public void used(String keyId, InetAddress client) {
    long now = time.millis();
    fresh.put(keyId, new Use(Instant.ofEpochMilli(now), client.getHostAddress()));
    long due = nextWriteMillis.get();
    if (now >= due && nextWriteMillis.compareAndSet(due, now + BETWEEN_WRITES.toMillis())) {
      Thread.ofVirtual().name("key-uses").start(this::write);
    }
  }

  /** The last use of each key that was ever used, by the key's id. */
  public Map<String, Use> last() {
    Map<String, Use> uses = new HashMap<>();
    database
        .read(tx ->
            all(
                tx,
                row ->
                    Map.entry(
                        row.getString(1),
                        new Use(Instant.ofEpochMilli(row.getLong(2)), row.getString(3))),
                "select key_id, used_ms, client from key_use"))
        .forEach(use -> uses.put(use.getKey(), use.getValue()));
    uses.putAll(fresh);
    return uses;
  }

  /** Writes what was noted. */
  public void write() {
    Map<String, Use> noted = Map.copyOf(fresh);
    if (noted.isEmpty()) {
      return;
    }
    try {
      database.write(tx -> {
        for (Map.Entry<String, Use> use : noted.entrySet()) {
          change(
              tx,
              "insert into key_use (key_id, used_ms, client) values (?, ?, ?)"
                  + " on conflict (key_id) do update"
                  + " set used_ms = excluded.used_ms, client = excluded.client"
                  + " where key_use.used_ms < excluded.used_ms", // another node may know better
              use.getKey(),
              use.getValue().at().toEpochMilli(),
              use.getValue().client());
        }
        return noted.size();
      });
      noted.forEach(fresh::remove);
    } catch (DatabaseFailure | IllegalStateException e) {
      LOG.log(System.Logger.Level.WARNING, "when keys were last used was not written", e);
    }
  }
}
