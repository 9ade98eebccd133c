package dev.afterglow.tasks.store;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.media.headers.ImageFormat;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.DisplayStatus;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.PictureFacts;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A task as a row, with its latest attempt: the columns, their order, and the words that states
 * have in the database.
 */
final class TaskRows {
  /**
   * The columns in the order in which they are selected: reading by place spares each row a search
   * by name.
   */
  private enum Column {
    ID,
    OWNER_ID,
    KEY_ID,
    MODEL,
    RESOLUTION,
    ORIENTATION,
    SECONDS,
    SEED,
    PICTURE_FORMAT,
    PICTURE_WIDTH,
    PICTURE_HEIGHT,
    STATE,
    FAILURE,
    FILM_BYTES,
    PROGRESS,
    ESTIMATED_SECONDS,
    PRICE_MICROS,
    CHARGED_MICROS,
    CREATED_MS,
    ENDED_MS,
    EXPIRES_MS,
    CANCEL_REQUESTED,
    REVISION;

    @SuppressWarnings("EnumOrdinal") // SELECT is made of the same order
    int place() {
      return ordinal() + 1;
    }
  }

  private static final String COLUMNS =
      Arrays.stream(Column.values())
          .map(column -> "task." + column.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));

  /** Reads tasks, each with its latest attempt; a condition on {@code task} follows. */
  static final String SELECT =
      "select "
          + COLUMNS
          + ", "
          + AttemptRows.columns()
          + " from task left join attempt on attempt.owner_id = task.owner_id"
          + " and attempt.task_id = task.id and attempt.seq = task.attempt";

  /**
   * Reads tasks without a join, for {@link #readOne}; a condition on {@code task} follows. SQLite
   * prepares a join anew whenever other values are bound, which costs ten times as much as both
   * rows.
   */
  static final String SELECT_ONE = "select " + COLUMNS + ", task.attempt from task";

  private static final int BEFORE_THE_ATTEMPT = Column.values().length;

  private TaskRows() {}

  /** A row of {@link #SELECT}. */
  static Task read(ResultSet row) throws SQLException {
    return read(row, AttemptRows.readIfThere(row, BEFORE_THE_ATTEMPT));
  }

  /** A row of {@link #SELECT_ONE}, with its latest attempt, which is looked up by its key. */
  static Task readOne(Connection tx, ResultSet row) throws SQLException {
    int seq = row.getInt(BEFORE_THE_ATTEMPT + 1);
    Optional<Attempt> attempt =
        seq == 0
            ? Optional.empty()
            : AttemptRows.find(
                tx, row.getString(Column.OWNER_ID.place()), row.getString(Column.ID.place()), seq);
    return read(row, attempt);
  }

  private static Task read(ResultSet row, Optional<Attempt> attempt) throws SQLException {
    return new Task(
        row.getString(Column.ID.place()),
        row.getString(Column.OWNER_ID.place()),
        row.getString(Column.KEY_ID.place()),
        spec(row),
        state(row, attempt),
        attempt.map(Attempt::engine),
        row.getInt(Column.PROGRESS.place()),
        new Task.Money(
            row.getLong(Column.PRICE_MICROS.place()), row.getLong(Column.CHARGED_MICROS.place())),
        new Task.Times(
            Instant.ofEpochMilli(row.getLong(Column.CREATED_MS.place())),
            row.getInt(Column.ESTIMATED_SECONDS.place()),
            instant(row, Column.ENDED_MS),
            instant(row, Column.EXPIRES_MS)),
        row.getInt(Column.CANCEL_REQUESTED.place()) != 0,
        row.getInt(Column.REVISION.place()));
  }

  /** The condition for tasks at a stage, in words of our own. */
  static String condition(DisplayStatus stage) {
    return switch (stage) {
      case WAITING -> "task.state = 'queued'";
      case SENDING -> "(task.state = 'working' and attempt.state = 'sending')";
      case MAKING -> "(task.state = 'working' and attempt.state in ('running', 'made'))";
      case STORING -> "task.state = 'finishing'";
      case CHECKING -> "(task.state = 'working' and attempt.state = 'unknown')";
      case COMPLETED -> "task.state = 'completed'";
      case EXPIRED -> "task.state = 'expired'";
      case FAILED -> "task.state = 'failed'";
      case CANCELLED -> "task.state = 'cancelled'";
    };
  }

  private static Task.Spec spec(ResultSet row) throws SQLException {
    return new Task.Spec(
        Model.of(row.getString(Column.MODEL.place())).orElseThrow(),
        new VideoFormat(
            Resolution.of(row.getString(Column.RESOLUTION.place())).orElseThrow(),
            Orientation.valueOf(row.getString(Column.ORIENTATION.place())),
            row.getInt(Column.SECONDS.place())),
        row.getLong(Column.SEED.place()),
        picture(row));
  }

  private static TaskState state(ResultSet row, Optional<Attempt> attempt) throws SQLException {
    String word = row.getString(Column.STATE.place());
    return switch (word) {
      case "queued" -> new TaskState.Queued();
      case "working" -> new TaskState.Working(attempt.orElseThrow());
      case "finishing" -> new TaskState.Finishing(attempt.orElseThrow());
      case "completed" -> new TaskState.Completed(row.getLong(Column.FILM_BYTES.place()), false);
      case "expired" -> new TaskState.Completed(row.getLong(Column.FILM_BYTES.place()), true);
      case "failed" ->
          new TaskState.Failed(FailureReason.valueOf(row.getString(Column.FAILURE.place())));
      case "cancelled" -> new TaskState.Cancelled();
      default -> throw new SQLException("unknown state of a task: " + word);
    };
  }

  private static Optional<PictureFacts> picture(ResultSet row) throws SQLException {
    String format = row.getString(Column.PICTURE_FORMAT.place());
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new PictureFacts(
                ImageFormat.valueOf(format),
                row.getInt(Column.PICTURE_WIDTH.place()),
                row.getInt(Column.PICTURE_HEIGHT.place())));
  }

  private static Optional<Instant> instant(ResultSet row, Column column) throws SQLException {
    long millis = row.getLong(column.place());
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
