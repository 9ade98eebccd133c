package dev.afterglow.backup;

/** There is no backup, or nothing was restored; what was there before is as it was. */
public final class BackupRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final Why why;
  private final String detail;

  /**
   * @param detail a file, a task's id or a size; the reason's own text says which
   */
  BackupRefused(Why why, String detail) {
    super(why + ": " + detail);
    this.why = why;
    this.detail = detail;
  }

  /** The reasons that operators meet. */
  public enum Why {
    /** Something of this name is there already. */
    TARGET_EXISTS,
    /** The folder that the backup is to lie in does not exist. */
    TARGET_FOLDER,
    /** The backup would lie in the data directory, and so in the next backup. */
    TARGET_INSIDE,
    /** Another backup to the same place is at work. */
    AT_WORK,
    /** The disk has too little room; the detail is what is needed, in bytes. */
    NO_SPACE,
    /** A file is gone that the database names; the detail is its path. */
    FILE_MISSING,
    /** The copy of the database is damaged. */
    COPY_DAMAGED,
    /** It is no backup, or one that was never finished. */
    NO_BACKUP,
    /** A later release made it. */
    NEWER,
    /** A file of the backup is not as it was; the detail is its path. */
    DAMAGED,
    /** Something lies already in the directory that is to be restored to. */
    NOT_EMPTY
  }

  public Why why() {
    return why;
  }

  public String detail() {
    return detail;
  }
}
