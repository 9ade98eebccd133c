package dev.afterglow.admin.doctor;

/**
 * One discrepancy.
 *
 * @param subject the id of an owner, a key or a task, or the path of a file from the data directory
 *     or in the bucket
 * @param expected what follows from the rest of the books; money in micro-dollars
 * @param found what is there
 */
public record Finding(Kind kind, String subject, String expected, String found) {
  /** What disagrees with what. */
  public enum Kind {
    /** The database is damaged. Nothing else was examined then. */
    DATABASE,
    /** The store of objects does not answer. Nothing that lies in it was examined then. */
    STORE,
    /** An owner's balance is not the sum of its entries. */
    BALANCE,
    /** What an owner or a key holds is not the sum of its open holds. */
    HELD,
    /** What an owner or a key has used is not the sum of its charges. */
    USED,
    /** What counts against a key's daily cap is not what it held and was charged on that day. */
    DAY,
    /** A redeem code is marked redeemed without its credit, or open with it. */
    CODE,
    /** An owner has less than nothing at hand. */
    OVERDRAWN,
    /** An unfinished task does not hold exactly its price. */
    TASK_WITHOUT_HOLD,
    /** A hold belongs to no unfinished task. */
    HOLD_WITHOUT_TASK,
    /** What was charged is not what the task says, or not what its end is worth. */
    CHARGE,
    /** A charge belongs to no task. */
    CHARGE_WITHOUT_TASK,
    /** An owner's count of waiting tasks is not their number. */
    WAITING,
    /** A film that its owner may still fetch is not there, or not whole. */
    FILM,
    /** A film, or a still picture of one, is kept for no task. */
    FILM_WITHOUT_TASK,
    /** A client's file is not there, or not whole. */
    FILE,
    /** The lines of a batch are not what it counts, or one has a task that is not there. */
    BATCH,
    /** An upload in pieces was begun long ago and never ended. */
    UPLOAD,
    /** A half-written file is kept for no unfinished task. */
    DRAFT,
    /** A file that no server made, and that none deletes. */
    STRANGER
  }
}
