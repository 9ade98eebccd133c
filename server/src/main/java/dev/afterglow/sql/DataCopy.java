package dev.afterglow.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Moves everything from the database of a data directory into an empty PostgreSQL, table by table,
 * in one transaction: all of it is there afterwards, or nothing.
 */
public final class DataCopy {
  private static final int ROWS_AT_ONCE = 500;

  /** What the other tables refer to comes first. */
  private static final List<String> FIRST = List.of("owner", "api_key");

  private static final String TABLES =
      "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
          + " and name <> 'flyway_schema_history' order by name";

  private DataCopy() {}

  /** The database that was to be filled is in use. */
  public static final class NotEmpty extends Exception {
    private static final long serialVersionUID = 1;

    NotEmpty() {
      super("the database is not empty");
    }
  }

  /**
   * Copies every row.
   *
   * @return how many rows each table has, by its name
   * @throws NotEmpty if there is an owner, a task or an entry already
   */
  public static Map<String, Long> copy(Database sqlite, SharedDatabase postgres) throws NotEmpty {
    requireEmpty(postgres);
    return sqlite.report(from -> postgres.writeBeside(to -> copyAll(from, to)));
  }

  /**
   * Looks whether a database may be filled, and forgets the secrets that another directory has left
   * there whose move was broken off.
   *
   * @throws NotEmpty if not
   */
  public static void prepare(SharedDatabase postgres) throws NotEmpty {
    requireEmpty(postgres);
    postgres.write(tx -> Statements.change(tx, "delete from node_secret"));
  }

  private static void requireEmpty(SharedDatabase postgres) throws NotEmpty {
    if (!postgres.read(DataCopy::isEmpty)) {
      throw new NotEmpty();
    }
  }

  /** How many rows each of these tables has. */
  public static Map<String, Long> count(Database database, Iterable<String> tables) {
    return database.report(tx -> {
      Map<String, Long> counts = new LinkedHashMap<>();
      for (String table : tables) {
        counts.put(
            table,
            Statements.first(tx, row -> row.getLong(1), "select count(*) from " + table)
                .orElseThrow());
      }
      return counts;
    });
  }

  private static boolean isEmpty(Connection tx) throws SQLException {
    for (String table : List.of("owner", "task", "entry", "balance")) {
      if (Statements.first(tx, _ -> true, "select 1 from " + table + " limit 1").isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, Long> copyAll(Connection from, Connection to) throws SQLException {
    Statements.change(to, "delete from price"); // the list that every new database has
    Map<String, Long> copied = new LinkedHashMap<>();
    for (String table : tables(from)) {
      copied.put(table, copyTable(from, to, table));
    }
    return copied;
  }

  private static List<String> tables(Connection from) throws SQLException {
    List<String> tables = new ArrayList<>(FIRST);
    for (String table : Statements.all(from, row -> row.getString(1), TABLES)) {
      if (!FIRST.contains(table)) {
        tables.add(table);
      }
    }
    return tables;
  }

  private static long copyTable(Connection from, Connection to, String table) throws SQLException {
    try (PreparedStatement reading = from.prepareStatement("select * from " + table);
        ResultSet rows = reading.executeQuery()) {
      List<String> columns = columns(rows.getMetaData());
      String insert =
          "insert into "
              + table
              + columns.stream().collect(Collectors.joining(", ", " (", ")"))
              + " values "
              + String.join(", ", Collections.nCopies(columns.size(), "?"))
                  .transform(places -> "(" + places + ")");
      try (PreparedStatement writing = to.prepareStatement(insert)) {
        long copied = 0;
        while (rows.next()) {
          for (int column = 1; column <= columns.size(); column++) {
            writing.setObject(column, rows.getObject(column));
          }
          writing.addBatch();
          copied++;
          if (copied % ROWS_AT_ONCE == 0) {
            writing.executeBatch();
          }
        }
        writing.executeBatch();
        return copied;
      }
    }
  }

  private static List<String> columns(ResultSetMetaData of) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int column : IntStream.rangeClosed(1, of.getColumnCount()).toArray()) {
      names.add(of.getColumnName(column));
    }
    return names;
  }
}
