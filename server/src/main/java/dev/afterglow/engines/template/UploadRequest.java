package dev.afterglow.engines.template;

import dev.afterglow.engines.Job;
import dev.afterglow.engines.Picture;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.Multipart;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.RequestBody.Piece;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.JobUuid;
import dev.afterglow.remote.templates.Fields;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The free request that hands a picture over ahead of the order, for vendors that take addresses
 * alone or better.
 *
 * @param field the form's field that takes the file; empty to send the bare bytes
 * @param url where the picture's address stands in the answer; it becomes {@code {{image_url}}}
 */
record UploadRequest(String path, Optional<String> field, Pointers url) {
  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,60}");

  /** Reads the member {@code upload}, where there is one. */
  static Optional<UploadRequest> read(Fields template) {
    Optional<Fields> given = template.object("upload");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Fields fields = given.get();
    if (!fields.has("path")) {
      fields.missing("path", "path", "/files");
    }
    String path =
        JobRequest.path(fields, "path", List.of(), "/files").map(found -> found.text()).orElse("/");
    UploadRequest upload =
        new UploadRequest(path, fields.text("field", FIELD, "text"), Pointers.need(fields, "url"));
    fields.end();
    return Optional.of(upload);
  }

  EngineRequest of(Job job, Picture picture) {
    String type = picture.format().mediaType();
    Piece bytes = Piece.bytes(picture.bytes());
    String fileName = "picture." + picture.format().name().toLowerCase(Locale.ROOT);
    RequestBody body =
        field.isPresent()
            ? new Multipart(JobUuid.of(job.id())).file(field.get(), fileName, type, bytes).body()
            : new RequestBody(type, List.of(bytes));
    return EngineRequest.post(UpstreamAddress.path(path), body);
  }
}
