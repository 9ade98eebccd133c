package dev.afterglow.admin.doctor;

import dev.afterglow.ledger.Audit;
import dev.afterglow.ledger.Discrepancy;
import dev.afterglow.sql.Database;
import dev.afterglow.videos.Inventory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Compares ledger, tasks and files, and changes nothing.
 *
 * <p>The database is read in snapshots and the files are listed a moment later, while a server may
 * go on working. So what disagrees is looked at a second time, and only what disagrees in the same
 * way both times is a finding.
 */
public final class Doctor {
  private final Database database;
  private final Path videos;
  private final InstantSource clock;

  /**
   * @param videos the folder of the video store
   */
  public Doctor(Database database, Path videos, InstantSource clock) {
    this.database = database;
    this.videos = videos;
    this.clock = clock;
  }

  /**
   * Examines everything once, or twice where something seems wrong.
   *
   * @throws IllegalStateException if the database or the files cannot be read
   */
  public Report examine() {
    // The database pins a virtual thread for as long as it reads, and here it reads everything.
    FutureTask<Report> examination = new FutureTask<>(this::lastingDifferences);
    Thread.ofPlatform().daemon().name("doctor").start(examination);
    try {
      return examination.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the examination was broken off", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while examining", e);
    }
  }

  private Report lastingDifferences() {
    Report first = look();
    if (first.findings().isEmpty()) {
      return first;
    }
    Report second = look();
    List<Finding> lasting = new ArrayList<>(second.findings());
    lasting.retainAll(first.findings());
    return new Report(lasting, second.entries(), second.holds(), second.tasks(), second.films());
  }

  private Report look() {
    List<Finding> findings = new ArrayList<>();
    new Audit(database).discrepancies().forEach(d -> findings.add(finding(d)));
    findings.addAll(database.read(BookChecks::findings));
    Counts counts = database.read(Counts::read);
    Films films = database.read(Films::read);
    Inventory inventory = inventory();
    findings.addAll(films.compare(inventory, clock.instant()));
    return new Report(
        findings, counts.entries(), counts.holds(), counts.tasks(), inventory.films().size());
  }

  private Inventory inventory() {
    try {
      return Inventory.of(videos);
    } catch (IOException e) {
      throw new UncheckedIOException("the films cannot be listed", e);
    }
  }

  private static Finding finding(Discrepancy d) {
    Finding.Kind kind =
        switch (d.kind()) {
          case BALANCE -> Finding.Kind.BALANCE;
          case HELD -> Finding.Kind.HELD;
          case USED -> Finding.Kind.USED;
          case OVERDRAWN -> Finding.Kind.OVERDRAWN;
        };
    return new Finding(
        kind, d.about(), Long.toString(d.expectedMicros()), Long.toString(d.foundMicros()));
  }
}
