package dev.afterglow.admin.doctor;

import dev.afterglow.admin.doctor.Finding.Kind;
import dev.afterglow.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /**
   * @param lengths of the files that are there, by their ids
   */
  List<Finding> compare(Map<String, Long> lengths) {
    List<Finding> findings = new ArrayList<>();
    for (Kept file : kept) {
      String found =
          Optional.ofNullable(lengths.get(file.id())).map(bytes -> bytes + " bytes").orElse(NONE);
      if (!found.equals(file.bytes() + " bytes")) {
        findings.add(new Finding(Kind.FILE, file.id(), file.bytes() + " bytes", found));
      }
    }
    return findings;
  }
}
