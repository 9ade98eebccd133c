package dev.afterglow.admin.doctor;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts right what can be put right without a decision: it deletes what belongs to nobody, and lets
 * tasks say that their films are gone, of which the stills go, too. Money is never touched, and
 * neither is anything that no server made.
 */
final class Repair {
  private static final System.Logger LOG = System.getLogger(Repair.class.getName());

  /** So many losses at once are another store rather than losses. */
  private static final int MOST_LOST = 10;

  private final Database database;
  private final StoredFiles files;
  private final Doctor.FilmLosses losses;

  Repair(Database database, StoredFiles files, Doctor.FilmLosses losses) {
    this.database = database;
    this.files = files;
    this.losses = losses;
  }

  /**
   * Tries all of them.
   *
   * @param films how many films there are
   * @return what was put right
   */
  List<Finding> repair(List<Finding> findings, long films) {
    long lost = findings.stream().filter(Repair::isLoss).count();
    boolean believed = lost <= MOST_LOST || lost <= films;
    List<Finding> done = new ArrayList<>();
    for (Finding finding : findings) {
      if ((believed || !isLoss(finding)) && repaired(finding)) {
        done.add(finding);
      }
    }
    return done;
  }

  private static boolean isLoss(Finding finding) {
    return finding.kind() == Finding.Kind.FILM && finding.found().equals("-");
  }

  private boolean repaired(Finding finding) {
    try {
      return switch (finding.kind()) {
        case FILM -> isLoss(finding) && lost(finding.subject());
        case FILM_WITHOUT_TASK -> {
          files.deleteFilm(finding.subject());
          yield true;
        }
        case DRAFT -> {
          files.deleteDraft(finding.subject());
          yield true;
        }
        case UPLOAD -> {
          files.abandon(finding.subject());
          yield true;
        }
        case DATABASE,
            STORE,
            BALANCE,
            HELD,
            USED,
            DAY,
            CODE,
            OVERDRAWN,
            TASK_WITHOUT_HOLD,
            HOLD_WITHOUT_TASK,
            CHARGE,
            CHARGE_WITHOUT_TASK,
            WAITING,
            FILE,
            BATCH,
            STRANGER ->
            false;
      };
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, finding.subject() + " could not be put right", e);
      return false;
    }
  }

  /** What is left of a film that is gone has no task from then on. */
  private boolean lost(String taskId) throws IOException {
    boolean noted = noted(taskId);
    if (noted) {
      files.deleteFilm(taskId);
    }
    return noted;
  }

  private boolean noted(String taskId) {
    Optional<String> owner =
        database.report(tx ->
            Statements.first(
                tx, row -> row.getString(1), "select owner_id from task where id = ?", taskId));
    owner.ifPresent(id -> losses.note(id, taskId));
    return owner.isPresent();
  }
}
