package dev.afterglow.admin.doctor;

import dev.afterglow.admin.doctor.Finding.Kind;
import dev.afterglow.sql.Statements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which files of batches there should be. */
record BatchFiles(List<Kept> kept) {
  private static final String NONE = "-";

  /** A file as the database describes it. */
  record Kept(String id, long bytes) {}

  static BatchFiles read(Connection tx) throws SQLException {
    return new BatchFiles(
        Statements.all(
            tx,
            row -> new Kept(row.getString(1), row.getLong(2)),
            "select id, bytes from stored_file"));
  }

  List<Finding> compare(Path folder) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Kept file : kept) {
      String found = found(folder.resolve(file.id()));
      if (!found.equals(file.bytes() + " bytes")) {
        findings.add(new Finding(Kind.FILE, file.id(), file.bytes() + " bytes", found));
      }
    }
    return findings;
  }

  private static String found(Path file) throws IOException {
    try {
      return Files.size(file) + " bytes";
    } catch (NoSuchFileException _) {
      return NONE;
    }
  }
}
