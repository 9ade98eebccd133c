package dev.afterglow.sql;

import java.util.List;
import java.util.Map;

/**
 * What the schema says differently on each database. Statements have one text for all.
 *
 * @param folder of the migrations that only this database has
 * @param scripts every migration, in order, below the folder of all
 * @param clustered ends a table that is stored in the order of its primary key, where the database
 *     has to be asked for that
 */
record SqlDialect(String folder, List<String> scripts, String clustered) {
  /** Of the migrations that every database has. */
  static final String COMMON = "schema";

  private static final String BASELINE = COMMON + "/V001__baseline.sql";

  static final SqlDialect SQLITE =
      new SqlDialect(
          "sqlite", List.of(BASELINE, "sqlite/V002__entries_are_final.sql"), "without rowid");

  static final SqlDialect POSTGRESQL =
      new SqlDialect(
          "postgresql",
          List.of(
              BASELINE,
              "postgresql/V002__texts_by_bytes_and_final_entries.sql",
              "postgresql/V003__nodes.sql"),
          "");

  /** The words that migrations may use as <code>${name}</code>. */
  Map<String, String> words() {
    return Map.of("clustered", clustered);
  }
}
