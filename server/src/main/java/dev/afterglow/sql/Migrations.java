package dev.afterglow.sql;

import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings a database's schema up to this program's, and says so in one line. */
final class Migrations {
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());
  private static final String ROOT = "classpath:dev/afterglow/sql/";

  /** Held on to, because a logger that nobody holds forgets its level. */
  private static final Logger CHATTER = Logger.getLogger("org.flywaydb");

  static {
    CHATTER.setLevel(Level.WARNING);
  }

  private Migrations() {}

  static void run(DataSource source, SqlDialect dialect) {
    MigrateResult result =
        Flyway.configure()
            .dataSource(source)
            .locations(ROOT + "schema", ROOT + dialect.folder())
            .placeholders(dialect.words())
            .load()
            .migrate();
    if (result.migrationsExecuted > 0) {
      LOG.log(
          System.Logger.Level.DEBUG,
          "the schema is now at version {0} ({1} migrations)",
          result.targetSchemaVersion,
          result.migrationsExecuted);
    }
  }
}
