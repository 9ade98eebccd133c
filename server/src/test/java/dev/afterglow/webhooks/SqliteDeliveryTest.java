package dev.afterglow.webhooks;

import dev.afterglow.sql.Database;
import java.nio.file.Path;

class SqliteDeliveryTest extends DeliveryContract {
  @Override
  Database open(Path folder) {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }
}
