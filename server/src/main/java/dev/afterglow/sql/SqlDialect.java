package dev.afterglow.sql;

import java.util.Map;

/**
 * What the schema says differently on each database. Statements have one text for all.
 *
 * @param folder of the migrations that only this database has
 * @param clustered ends a table that is stored in the order of its primary key, where the database
 *     has to be asked for that
 */
record SqlDialect(String folder, String clustered) {
  static final SqlDialect SQLITE = new SqlDialect("sqlite", "without rowid");
  static final SqlDialect POSTGRESQL = new SqlDialect("postgresql", "");

  /** The words that migrations may use as <code>${name}</code>. */
  Map<String, String> words() {
    return Map.of("clustered", clustered);
  }
}
