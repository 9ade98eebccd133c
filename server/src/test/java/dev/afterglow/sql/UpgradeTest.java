package dev.afterglow.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.FakeEngine;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.World;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release and the next one on one database: the tables are the next one's already. */
final class UpgradeTest {
  private static final long CREDIT = 10 * World.PRICE;

  @TempDir Path folder;

  @Test
  void presentReleaseGoesOnAndStartsOnTheTablesOfTheNext() throws Exception {
    FakeEngine engine = new FakeEngine("studio", 2);
    Task before;
    Task between;
    try (Database database = TestPostgres.open(folder)) {
      World world = new World(folder, database, engine);
      world.credit("ann", CREDIT);
      before = world.accepted("ann");
      world.tick();
      migrateToTheNext(); // by a node of the next release, while this one works
      between = world.accepted("ann");
      world.finish();
      assertEquals(DisplayStatus.COMPLETED, world.find(before).displayStatus());
      assertEquals(DisplayStatus.COMPLETED, world.find(between).displayStatus());
    }
    try (Database database = TestPostgres.open(folder)) { // and is started once more
      World world = new World(folder, database, 2, engine);
      Task after = world.accepted("ann");
      world.finish();
      assertEquals(DisplayStatus.COMPLETED, world.find(after).displayStatus());
      world.assertMoney("ann", CREDIT - 3 * World.PRICE);
    }
  }

  private void migrateToTheNext() {
    Flyway.configure()
        .dataSource(new PostgresConnections(TestPostgres.in(folder)).patient("next"))
        .locations(
            "classpath:dev/afterglow/sql/schema",
            "classpath:dev/afterglow/sql/postgresql",
            "classpath:dev/afterglow/sql/next")
        .placeholders(SqlDialect.POSTGRESQL.words())
        .load()
        .migrate();
  }
}
