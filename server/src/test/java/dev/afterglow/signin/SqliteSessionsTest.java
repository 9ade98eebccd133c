package dev.afterglow.signin;

import dev.afterglow.sql.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

final class SqliteSessionsTest extends SessionsContract {
  @Override
  Database open(Path folder) {
    return Database.sqlite(folder.resolve("afterglow.db"));
  }

  @Override
  String content(Database database) throws Exception {
    database.close();
    StringBuilder content = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        content.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return content.toString();
  }
}
