package dev.afterglow.admin.doctor;

import dev.afterglow.files.DataDirectory;
import dev.afterglow.films.Inventory;
import dev.afterglow.ledger.Audit;
import dev.afterglow.ledger.Discrepancy;
import dev.afterglow.ledger.RollingAudit;
import dev.afterglow.objects.StoreUnavailable;
import dev.afterglow.sql.Database;
import dev.afterglow.sql.DatabaseFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Looks whether the database is whole, compares ledger, tasks and files, and changes nothing.
 *
 * <p>The database is read in snapshots and the files are listed a moment later, while a server may
 * go on working. So what disagrees is looked at a second time, and only what disagrees in the same
 * way both times is a finding.
 */
public final class Doctor {
  private static final System.Logger LOG = System.getLogger(Doctor.class.getName());

  /** A snapshot of so many rows is read in some hundredths of a second. */
  private static final int ROWS_AT_ONCE = 5_000;

  private final Database database;
  private final StoredFiles files;
  private final InstantSource clock;
  private final int rowsAtOnce;
  private final RollingAudit rolling;
  private final DayCounters days;

  /** A doctor of the data directory with these parts. */
  public Doctor(Database database, DataDirectory directory, InstantSource clock) {
    this(database, directory, clock, ROWS_AT_ONCE);
  }

  /** A doctor of an installation whose files lie where these are. */
  public Doctor(Database database, StoredFiles files, InstantSource clock) {
    this(database, files, clock, ROWS_AT_ONCE);
  }

  /**
   * @param rowsAtOnce the most rows of history that {@link #compare} reads in one snapshot
   */
  Doctor(Database database, DataDirectory directory, InstantSource clock, int rowsAtOnce) {
    this(database, new DiskFiles(directory), clock, rowsAtOnce);
  }

  private Doctor(Database database, StoredFiles files, InstantSource clock, int rowsAtOnce) {
    this.database = database;
    this.files = files;
    this.clock = clock;
    this.rowsAtOnce = rowsAtOnce;
    this.rolling = new RollingAudit(database, clock, rowsAtOnce);
    this.days = new DayCounters(database, clock, rowsAtOnce);
  }

  /**
   * Looks whether the database is whole, then examines everything once, or twice where something
   * seems wrong. A damaged database is a finding, too, and then the only one.
   *
   * @throws IllegalStateException if the database or the files cannot be read
   */
  public Report examine() {
    return onItsOwnThread(this::wholeExamination);
  }

  /**
   * Compares ledger, tasks and films alone, as a server does now and then: in many short snapshots,
   * each of a bounded number of rows besides the tasks at hand, and without summing up again what
   * this doctor has summed up before. Not for several threads.
   *
   * @return how much disagrees
   * @throws IllegalStateException if the database or the files cannot be read
   */
  public int compare() {
    return onItsOwnThread(() -> lastingDifferences(this::lookInPieces)).findings().size();
  }

  private Report lookInPieces() {
    List<Finding> findings = new ArrayList<>();
    rolling.discrepancies().forEach(d -> findings.add(finding(d)));
    findings.addAll(BookChecks.all(database, rowsAtOnce));
    findings.addAll(days.ofToday());
    try {
      findings.addAll(Films.read(database, rowsAtOnce).compare(files.films(), clock.instant()));
      findings.addAll(batchFiles());
    } catch (StoreUnavailable e) {
      // That is told elsewhere, and says nothing about the books.
      LOG.log(System.Logger.Level.WARNING, "files are not compared: {0}", e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("the files cannot be listed", e);
    }
    return new Report(findings, 0, 0, 0, 0);
  }

  /**
   * Puts right what can be put right without a decision.
   *
   * @param report what {@link #examine} has just found
   * @return what was put right
   */
  public List<Finding> repair(Report report, FilmLosses losses) {
    return new Repair(database, files, losses).repair(report.findings(), report.films());
  }

  /** Lets a task say that the bytes of its film are gone. */
  @FunctionalInterface
  public interface FilmLosses {
    /** Notes it, if the task is still completed. */
    void note(String ownerId, String taskId);
  }

  private static Report onItsOwnThread(Callable<Report> work) {
    // The database pins a virtual thread for as long as it reads, and here it reads everything.
    FutureTask<Report> examination = new FutureTask<>(work);
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

  private Report wholeExamination() {
    List<String> damage = database.damage();
    if (!damage.isEmpty()) {
      return damaged(damage);
    }
    try {
      return lastingDifferences(this::lookEverywhere);
    } catch (DatabaseFailure e) {
      if (e.damaged()) {
        return damaged(List.of("unreadable"));
      }
      throw e;
    }
  }

  private static Report damaged(List<String> damage) {
    return new Report(
        damage.stream()
            .map(what -> new Finding(Finding.Kind.DATABASE, "afterglow.db", "ok", what))
            .toList(),
        0,
        0,
        0,
        0);
  }

  private static Report lastingDifferences(Supplier<Report> look) {
    Report first = look.get();
    if (first.findings().isEmpty()) {
      return first;
    }
    Report second = look.get();
    List<Finding> lasting = new ArrayList<>(second.findings());
    // A store that does not answer says so in other words each time.
    lasting.removeIf(one -> one.kind() != Finding.Kind.STORE && !first.findings().contains(one));
    return new Report(lasting, second.entries(), second.holds(), second.tasks(), second.films());
  }

  private Report lookEverywhere() {
    List<Finding> findings = new ArrayList<>();
    new Audit(database).discrepancies().forEach(d -> findings.add(finding(d)));
    findings.addAll(BookChecks.all(database, rowsAtOnce));
    findings.addAll(days.ofAllDays());
    Counts counts = database.report(Counts::read);
    long films = 0;
    try {
      Films expected = Films.read(database, rowsAtOnce);
      Inventory inventory = files.films();
      findings.addAll(expected.compare(inventory, clock.instant()));
      findings.addAll(batchFiles());
      findings.addAll(files.strays());
      films = inventory.films().size();
    } catch (StoreUnavailable e) {
      findings.add(
          new Finding(Finding.Kind.STORE, "store.url", "ok", String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException("the files cannot be listed", e);
    }
    return new Report(findings, counts.entries(), counts.holds(), counts.tasks(), films);
  }

  private List<Finding> batchFiles() throws IOException {
    BatchFiles expected = database.report(BatchFiles::read);
    return expected.compare(files.batchFiles());
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
