package dev.afterglow.fleet;

import dev.afterglow.files.DurableFiles;
import dev.afterglow.sql.SharedDatabase;
import dev.afterglow.sql.Statements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Secrets that every node must know alike: the keys that sign links, and the one that webhooks'
 * secrets follow from. The database has them; each node has a copy in the file where a single
 * server keeps its own.
 */
public final class NodeSecrets {
  private final SharedDatabase database;

  public NodeSecrets(SharedDatabase database) {
    this.database = database;
  }

  /** Makes a secret in its file, where there is none. */
  @FunctionalInterface
  public interface Maker {
    /** Writes the file unless it is there. */
    void make() throws IOException;
  }

  /**
   * Brings file and database together. What the database has counts; the first node brings what it
   * has, or makes it.
   */
  public void agree(String name, Path file, Maker maker) throws IOException {
    Optional<String> known = known(name);
    if (known.isEmpty()) {
      maker.make();
      String mine = Files.readString(file, StandardCharsets.US_ASCII);
      database.write(tx ->
          Statements.change(
              tx,
              "insert into node_secret (name, content) values (?, ?) on conflict (name) do nothing",
              name,
              mine));
      known = known(name);
    }
    String content = known.orElseThrow();
    if (!Files.exists(file) || !Files.readString(file, StandardCharsets.US_ASCII).equals(content)) {
      DurableFiles.replace(file, content.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private Optional<String> known(String name) {
    return database.read(tx ->
        Statements.first(
            tx, row -> row.getString(1), "select content from node_secret where name = ?", name));
  }
}
