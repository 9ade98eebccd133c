package dev.afterglow.webhooks;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.TestPostgres;
import java.nio.file.Path;

class PostgresDeliveryTest extends DeliveryContract {
  @Override
  Database open(Path folder) {
    return TestPostgres.open(folder);
  }
}
