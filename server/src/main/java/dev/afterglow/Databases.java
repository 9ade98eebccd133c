package dev.afterglow;

import dev.afterglow.config.Environment;
import dev.afterglow.config.Secret;
import dev.afterglow.config.Settings;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.films.LinkKeys;
import dev.afterglow.fleet.NodeSecrets;
import dev.afterglow.lifecycle.FatalErrors;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.PostgresAddress;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.webhooks.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Which database the operator has chosen, and the directory beside it. */
final class Databases {
  private Databases() {}

  /** Whether several processes may be at work on the database. */
  static boolean isShared(Settings settings) {
    return settings.fleet().database().isPresent();
  }

  /**
   * Makes the data directory, and the folder that is shared with other nodes. Where files lie in a
   * bucket, nodes share no folder.
   */
  static DataDirectory directory(Settings settings) throws IOException {
    Path own = settings.storage().directory();
    Optional<Path> shared = settings.fleet().shared().filter(_ -> settings.store().isEmpty());
    return isShared(settings)
        ? DataDirectory.openNode(own, shared.orElse(own))
        : DataDirectory.open(own);
  }

  /** Opens the database of these settings. */
  static Database open(Settings settings, DataDirectory data, FatalErrors fatal)
      throws IOException {
    return isShared(settings)
        ? Database.postgres(address(settings), fatal)
        : Database.sqlite(data.database(), fatal);
  }

  /** Where the database is, with its password. */
  static PostgresAddress address(Settings settings) {
    Settings.Fleet fleet = settings.fleet();
    PostgresAddress address =
        PostgresAddress.parse(fleet.database().map(Secret::value).orElseThrow());
    return fleet.password().map(Secret::value).map(address::withPassword).orElse(address);
  }

  /** Every node signs with the same keys. */
  static void agreeOnSecrets(SharedDatabase database, DataDirectory data, Environment around)
      throws IOException {
    NodeSecrets secrets = new NodeSecrets(database);
    secrets.agree(
        "link.keys", data.linkKeys(), () -> LinkKeys.open(data.linkKeys(), around.random()));
    secrets.agree(
        "webhook.key",
        data.webhookKey(),
        () -> SigningKey.open(data.webhookKey(), around.random()));
  }
}
