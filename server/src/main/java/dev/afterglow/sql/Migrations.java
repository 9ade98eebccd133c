package dev.afterglow.sql;

import dev.afterglow.sql.DatabaseFailure.Obstacle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings a database's schema up to this program's, and says so in one line. Flyway does it, which
 * is a good part of a start: where its own table says that nothing is left to do, it is not asked.
 */
final class Migrations {
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());
  private static final String ROOT = "dev/afterglow/sql/";

  /** Held on to, because a logger that nobody holds forgets its level. */
  private static final Logger CHATTER = Logger.getLogger("org.flywaydb");

  static {
    CHATTER.setLevel(Level.WARNING);
  }

  /** How a migration counts that is in the database and not in this program. */
  private static final Set<MigrationState> FUTURE =
      Set.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

  private Migrations() {}

  static void run(DataSource source, SqlDialect dialect) {
    if (!isUpToDate(source, dialect)) {
      migrate(source, dialect);
    }
  }

  /** Whether the database has exactly this program's migrations, by name and content. */
  static boolean isUpToDate(DataSource source, SqlDialect dialect) {
    List<Applied> wanted = dialect.scripts().stream().map(Applied::of).toList();
    try (Connection connection = source.getConnection()) {
      return Statements.all(
              connection,
              row -> new Applied(row.getString(1), row.getInt(2), row.getBoolean(3)),
              "select script, checksum, success from flyway_schema_history order by installed_rank")
          .equals(wanted);
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "no history of migrations can be read", e);
      return false; // a new database has none
    }
  }

  /** A line of Flyway's table. */
  private record Applied(String script, int checksum, boolean success) {
    /** What it says of a script that ran: the CRC-32 of its lines without their ends. */
    static Applied of(String script) {
      CRC32 sum = new CRC32();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(open(script), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          sum.update(line.getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(script, e);
      }
      return new Applied(script.substring(script.lastIndexOf('/') + 1), (int) sum.getValue(), true);
    }

    private static InputStream open(String script) throws IOException {
      return Optional.ofNullable(Migrations.class.getResourceAsStream("/" + ROOT + script))
          .orElseThrow(() -> new IOException("no migration " + script));
    }
  }

  private static void migrate(DataSource source, SqlDialect dialect) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .locations(
                "classpath:" + ROOT + SqlDialect.COMMON, "classpath:" + ROOT + dialect.folder())
            .placeholders(dialect.words())
            .load();
    requireOwn(flyway, dialect);
    MigrateResult result = flyway.migrate();
    if (result.migrationsExecuted > 0) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "the schema is now at version {0} ({1} migrations)",
          result.targetSchemaVersion,
          result.migrationsExecuted);
    }
  }

  /**
   * What a newer release has migrated a program may misread, and its own file it never has to: it
   * refuses. Nodes of two releases share a database while one after the other is updated, and a
   * node of the old one that is started then says that it is behind.
   */
  private static void requireOwn(Flyway flyway, SqlDialect dialect) {
    Optional<String> newer =
        Stream.of(flyway.info().applied())
            .filter(migration -> FUTURE.contains(migration.getState()))
            .map(migration -> String.valueOf(migration.getVersion()))
            .reduce((_, last) -> last);
    if (newer.isEmpty()) {
      return;
    }
    if (dialect.equals(SqlDialect.SQLITE)) {
      throw new Newer(newer.get());
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "a newer release has migrated the database (to version {0}); update this node",
        newer.get());
  }

  /** What a migration that was refused says about the database. */
  static Optional<Obstacle> obstacle(Throwable one) {
    if (one instanceof Newer) {
      return Optional.of(Obstacle.NEWER);
    }
    boolean foreign =
        one instanceof FlywayException e
            && e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE;
    return foreign ? Optional.of(Obstacle.FOREIGN) : Optional.empty();
  }

  /** The tables are of a release that this program does not know. */
  private static final class Newer extends FlywayException {
    private static final long serialVersionUID = 1;

    Newer(String version) {
      super("the tables are at version " + version + ", which is newer than this program");
    }
  }
}
