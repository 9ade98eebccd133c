package dev.afterglow.tasks.store;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.Shape;
import dev.afterglow.engines.Ticket;
import dev.afterglow.tasks.FailureReason;
import dev.afterglow.tasks.PictureFacts;
import dev.afterglow.tasks.Stage;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A task as a row: the columns, their order, and the words that states have in the database. */
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
    PROMPT,
    SEED,
    PICTURE_FORMAT,
    PICTURE_WIDTH,
    PICTURE_HEIGHT,
    ENGINE,
    STATE,
    TICKET,
    FAILURE,
    FILM_BYTES,
    PROGRESS,
    ESTIMATED_SECONDS,
    PRICE_MICROS,
    CHARGED_MICROS,
    CREATED_MS,
    SENT_MS,
    ENDED_MS,
    EXPIRES_MS,
    CANCEL_REQUESTED,
    REVISION;

    @SuppressWarnings("EnumOrdinal") // COLUMNS is made of the same order
    int place() {
      return ordinal() + 1;
    }
  }

  static final String COLUMNS =
      Stream.of(Column.values())
          .map(column -> column.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));

  private TaskRows() {}

  static Task read(ResultSet row) throws SQLException {
    return new Task(
        row.getString(Column.ID.place()),
        row.getString(Column.OWNER_ID.place()),
        row.getString(Column.KEY_ID.place()),
        Model.of(row.getString(Column.MODEL.place())).orElseThrow(),
        new Shape(
            Resolution.of(row.getString(Column.RESOLUTION.place())).orElseThrow(),
            Orientation.valueOf(row.getString(Column.ORIENTATION.place())),
            row.getInt(Column.SECONDS.place())),
        row.getString(Column.PROMPT.place()),
        row.getLong(Column.SEED.place()),
        picture(row),
        row.getString(Column.ENGINE.place()),
        state(row),
        row.getInt(Column.PROGRESS.place()),
        row.getInt(Column.ESTIMATED_SECONDS.place()),
        row.getLong(Column.PRICE_MICROS.place()),
        row.getLong(Column.CHARGED_MICROS.place()),
        Instant.ofEpochMilli(row.getLong(Column.CREATED_MS.place())),
        instant(row, Column.SENT_MS),
        instant(row, Column.ENDED_MS),
        instant(row, Column.EXPIRES_MS),
        row.getInt(Column.CANCEL_REQUESTED.place()) != 0,
        row.getInt(Column.REVISION.place()));
  }

  /** The word for a stage; stages and stored states are one to one. */
  static String word(Stage stage) {
    return switch (stage) {
      case WAITING -> "queued";
      case SENDING -> "sending";
      case MAKING -> "running";
      case STORING -> "storing";
      case CHECKING -> "unknown";
      case COMPLETED -> "completed";
      case EXPIRED -> "expired";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
    };
  }

  private static TaskState state(ResultSet row) throws SQLException {
    String word = row.getString(Column.STATE.place());
    return switch (word) {
      case "queued" -> new TaskState.Queued();
      case "sending" -> new TaskState.Sending();
      case "running" -> new TaskState.Running(new Ticket(row.getString(Column.TICKET.place())));
      case "storing" -> new TaskState.Storing(new Ticket(row.getString(Column.TICKET.place())));
      case "unknown" -> new TaskState.Unknown();
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
                Picture.Format.valueOf(format),
                row.getInt(Column.PICTURE_WIDTH.place()),
                row.getInt(Column.PICTURE_HEIGHT.place())));
  }

  private static Optional<Instant> instant(ResultSet row, Column column) throws SQLException {
    long millis = row.getLong(column.place());
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
