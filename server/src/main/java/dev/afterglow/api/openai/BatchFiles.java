package dev.afterglow.api.openai;

import dev.afterglow.batches.FileStore;
import dev.afterglow.batches.Page;
import dev.afterglow.batches.PageQuery;
import dev.afterglow.batches.Purpose;
import dev.afterglow.batches.StoredFile;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.multipart.Multipart;
import dev.afterglow.http.multipart.MultipartException;
import dev.afterglow.objects.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /v1/files}: the files of batches, and no others. */
final class BatchFiles {
  /** Room for the heads of the parts and for fields beside the file. */
  static final long FORM_BYTES = 64 << 10;

  private static final Pattern IDS = Pattern.compile("file-[0-9A-Z]{26}");
  private static final int LARGEST_PAGE = 10_000;

  private final FileStore files;

  BatchFiles(FileStore files) {
    this.files = files;
  }

  /** {@code POST /v1/files}. */
  Answer create(Exchange exchange) throws IOException {
    FileForm form = new FileForm(files, exchange.caller().ownerId());
    long most = files.limits().largestBytes() + FORM_BYTES;
    try (InputStream body = exchange.bodyStream()) {
      Multipart.read(exchange.header("Content-Type").orElse(""), body, most, form);
      return Answer.json(show(form.keep()));
    } catch (MultipartException e) {
      throw e.fault() == MultipartException.Fault.TOO_LARGE
          ? FileForm.tooLarge(files.limits().largestBytes())
          : Fields.refusal(e.fault());
    } finally {
      form.discard();
    }
  }

  /** {@code GET /v1/files?purpose=&limit=&order=&after=}. */
  Answer list(Exchange exchange) {
    PageQuery query = Lists.page(exchange, IDS, 1, LARGEST_PAGE, LARGEST_PAGE);
    Optional<String> said = exchange.query("purpose").filter(text -> !text.isEmpty());
    Optional<Purpose> purpose =
        Arrays.stream(Purpose.values())
            .filter(one -> said.equals(Optional.of(one.wire())))
            .findAny();
    if (said.isPresent() && purpose.isEmpty()) {
      return Answer.json(Lists.body(List.of(), false)); // of a kind that is not kept here
    }
    Page<StoredFile> page = files.list(exchange.caller().ownerId(), purpose, query);
    return Answer.json(
        Lists.body(page.items().stream().map(BatchFiles::show).toList(), page.more()));
  }

  /** {@code GET /v1/files/{id}}. */
  Answer retrieve(Exchange exchange) {
    return Answer.json(show(find(exchange)));
  }

  /** {@code GET /v1/files/{id}/content}. */
  Answer content(Exchange exchange) throws IOException {
    StoredFile file = find(exchange);
    StoredObject object = files.read(file);
    return Answer.streamed(200, "application/octet-stream", file.bytes(), new Content(object))
        .with("Content-Disposition", "attachment; filename=\"" + file.id() + ".jsonl\"")
        .with("Cache-Control", "private");
  }

  /** {@code DELETE /v1/files/{id}}. */
  Answer delete(Exchange exchange) throws IOException {
    StoredFile file = find(exchange);
    if (!files.delete(file)) {
      throw OpenAiErrors.invalid("id", "file_in_use", "openai.file.used");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", file.id());
    body.put("object", "file");
    body.put("deleted", true);
    return Answer.json(body);
  }

  private StoredFile find(Exchange exchange) {
    return files
        .find(exchange.caller().ownerId(), exchange.variable("id"))
        .orElseThrow(() -> noFile("id"));
  }

  static ApiError noFile(String param) {
    return OpenAiErrors.nothing(param, "openai.file.none");
  }

  private static Map<String, @Nullable Object> show(StoredFile file) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", file.id());
    shown.put("object", "file");
    shown.put("bytes", file.bytes());
    shown.put("created_at", file.createdAt().getEpochSecond());
    shown.put("expires_at", file.expiresAt().getEpochSecond());
    shown.put("filename", file.name());
    shown.put("purpose", file.purpose().wire());
    shown.put("status", "processed");
    shown.put("status_details", null);
    return shown;
  }

  /** A file on its way to a client. */
  private record Content(StoredObject object) implements Answer.Body {
    @Override
    public void copyTo(OutputStream out) throws IOException {
      object.copy(0, object.bytes(), out);
    }

    @Override
    public void close() throws IOException {
      object.close();
    }
  }
}
