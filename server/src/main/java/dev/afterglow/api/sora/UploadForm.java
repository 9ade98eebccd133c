package dev.afterglow.api.sora;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.multipart.Multipart;
import dev.afterglow.http.multipart.Part;
import dev.afterglow.images.Storing;
import dev.afterglow.images.Upload;
import dev.afterglow.images.UploadRoom;
import dev.afterglow.images.Uploads;
import dev.afterglow.text.Argument;
import dev.afterglow.text.FileNames;
import dev.afterglow.text.Text;
import java.io.IOException;
import java.util.Optional;

/**
 * The form of one upload as it is read: one part named {@code file}, others are skipped. Has room
 * for it until it is closed.
 */
final class UploadForm implements Multipart.Reader, AutoCloseable {
  /** For the heads of ten parts and for fields beside the file. */
  static final int FORM_BYTES = 64 * 1024;

  private static final String FILE = "file";
  private static final int NO_SPACE_RETRY_SECONDS = 60;
  private static final int QUOTA_RETRY_SECONDS = 3_600;

  private final Uploads uploads;
  private final String ownerId;
  private final UploadRoom room;
  private Optional<Upload> upload = Optional.empty();
  private String name = "";

  /**
   * Takes room for a form, before it is read.
   *
   * @param formBytes its length; 0 if it is not known
   * @throws ApiError 413, 429 or 503 if it is known already that its file would be refused
   */
  UploadForm(Uploads uploads, String ownerId, long formBytes) throws IOException {
    this.uploads = uploads;
    this.ownerId = ownerId;
    this.room = uploads.room(ownerId, Math.max(0, formBytes - FORM_BYTES));
    if (room.refusal().isPresent()) {
      stored(room.refusal().get());
    }
  }

  @Override
  public void read(Part part) throws IOException {
    if (!part.name().equals(FILE)) {
      return;
    }
    if (upload.isPresent()) {
      throw ApiError.invalid("upload.several");
    }
    name = part.fileName().orElse("");
    upload = Optional.of(stored(uploads.store(room, part.content())));
  }

  private static Upload stored(Storing outcome) {
    return switch (outcome) {
      case Storing.Stored(Upload stored) -> stored;
      case Storing.Unsupported(Optional<String> known) ->
          throw known
              .map(type -> ApiError.invalid("upload.type", type))
              .orElseGet(() -> ApiError.invalid("upload.no-image"));
      case Storing.TooLarge _ -> throw tooLarge();
      case Storing.NeverFits(long most) ->
          throw ApiError.of(
              ErrorKind.TOO_LARGE, Text.of("upload.quota.never", new Argument.Size(most)));
      case Storing.OverQuota(long left, long most) ->
          throw ApiError.tooMany(
              QUOTA_RETRY_SECONDS,
              Text.of(
                  "upload.quota",
                  new Argument.Size(most),
                  new Argument.Size(left),
                  Uploads.LIFE.toHours()));
      case Storing.NoSpace _ ->
          throw ApiError.of(ErrorKind.UNAVAILABLE, Text.of("upload.space"))
              .retryAfter(NO_SPACE_RETRY_SECONDS);
    };
  }

  /**
   * What was uploaded.
   *
   * @throws ApiError 400 if the form had no file
   */
  Upload upload() {
    return upload.orElseThrow(() -> ApiError.invalid("upload.missing"));
  }

  /** The client's name for the file without folders and control characters, or one of ours. */
  String fileName() {
    String bare = FileNames.clean(name);
    return bare.isEmpty() ? "image." + upload().type().extension() : bare;
  }

  /** Deletes what was stored before the form turned out to be faulty. */
  void discard() throws IOException {
    if (upload.isPresent()) {
      uploads.delete(ownerId, upload.get());
    }
  }

  @Override
  public void close() {
    room.close();
  }

  static ApiError tooLarge() {
    return ApiError.of(
        ErrorKind.TOO_LARGE, Text.of("upload.large", new Argument.Size(Uploads.MOST_BYTES)));
  }
}
