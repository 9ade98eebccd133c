package dev.afterglow.admin;

import dev.afterglow.ids.UlidGenerator;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Who did what to owners, keys and money: every administrative act, written and never changed. */
public final class AuditLog {
  /** Whoever uses the command line of the server's machine. */
  public static final String COMMAND_LINE = "command line";

  private final Database database;
  private final InstantSource time;
  private final UlidGenerator ids;

  public AuditLog(Database database, InstantSource time, UlidGenerator ids) {
    this.database = database;
    this.time = time;
    this.ids = ids;
  }

  /**
   * One act.
   *
   * @param actor the owner's name, or {@link #COMMAND_LINE}
   * @param act such as {@code credit.add}
   * @param details what exactly, as JSON; never a secret
   */
  public record Act(String id, Instant at, String actor, String act, String details) {}

  /** Writes an act down. */
  public void add(String actor, String act, String details) {
    String id = ids.next("act_");
    long now = time.millis();
    database.write(tx ->
        Statements.change(
            tx,
            "insert into audit (id, at_ms, actor, act, details) values (?, ?, ?, ?, ?)",
            id,
            now,
            actor,
            act,
            details));
  }

  /**
   * Acts, newest first.
   *
   * @param before only acts older than the one with this id; empty text for the newest
   */
  public List<Act> page(String before, int limit) {
    return database.read(tx ->
        Statements.all(
            tx,
            AuditLog::read,
            "select id, at_ms, actor, act, details from audit where id < ?"
                + " order by id desc limit ?",
            before.isEmpty() ? "act_~" : before,
            limit));
  }

  private static Act read(ResultSet row) throws SQLException {
    return new Act(
        row.getString(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5));
  }
}
