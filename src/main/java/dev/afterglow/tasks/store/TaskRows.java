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
import java.util.Optional;

/** A task as a row: the columns, their order, and the words that states have in the database. */
final class TaskRows {
  static final String COLUMNS =
      "id, owner_id, key_id, model, resolution, orientation, seconds, prompt, seed,"
          + " picture_format, picture_width, picture_height, engine, state, ticket, failure,"
          + " film_bytes, progress, estimated_seconds, price_micros, charged_micros, created_ms,"
          + " sent_ms, ended_ms, expires_ms, cancel_requested, revision";

  private TaskRows() {}

  static Task read(ResultSet row) throws SQLException {
    return new Task(
        row.getString("id"),
        row.getString("owner_id"),
        row.getString("key_id"),
        Model.of(row.getString("model")).orElseThrow(),
        new Shape(
            Resolution.of(row.getString("resolution")).orElseThrow(),
            Orientation.valueOf(row.getString("orientation")),
            row.getInt("seconds")),
        row.getString("prompt"),
        row.getLong("seed"),
        picture(row),
        row.getString("engine"),
        state(row),
        row.getInt("progress"),
        row.getInt("estimated_seconds"),
        row.getLong("price_micros"),
        row.getLong("charged_micros"),
        Instant.ofEpochMilli(row.getLong("created_ms")),
        instant(row, "sent_ms"),
        instant(row, "ended_ms"),
        instant(row, "expires_ms"),
        row.getInt("cancel_requested") != 0,
        row.getInt("revision"));
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
    String word = row.getString("state");
    return switch (word) {
      case "queued" -> new TaskState.Queued();
      case "sending" -> new TaskState.Sending();
      case "running" -> new TaskState.Running(new Ticket(row.getString("ticket")));
      case "storing" -> new TaskState.Storing(new Ticket(row.getString("ticket")));
      case "unknown" -> new TaskState.Unknown();
      case "completed" -> new TaskState.Completed(row.getLong("film_bytes"), false);
      case "expired" -> new TaskState.Completed(row.getLong("film_bytes"), true);
      case "failed" -> new TaskState.Failed(FailureReason.valueOf(row.getString("failure")));
      case "cancelled" -> new TaskState.Cancelled();
      default -> throw new SQLException("unknown state of a task: " + word);
    };
  }

  private static Optional<PictureFacts> picture(ResultSet row) throws SQLException {
    String format = row.getString("picture_format");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new PictureFacts(
                Picture.Format.valueOf(format),
                row.getInt("picture_width"),
                row.getInt("picture_height")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
