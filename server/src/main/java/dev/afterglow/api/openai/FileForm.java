package dev.afterglow.api.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.batches.Drafting;
import dev.afterglow.batches.FileDraft;
import dev.afterglow.batches.FileStore;
import dev.afterglow.batches.Purpose;
import dev.afterglow.batches.StoredFile;
import dev.afterglow.batches.Storing;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.multipart.Multipart;
import dev.afterglow.http.multipart.Part;
import dev.afterglow.text.Argument;
import dev.afterglow.text.FileNames;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of one file as it is read. Its parts come in any order, so that the file is written
 * before it is known whether it is wanted.
 */
final class FileForm implements Multipart.Reader {
  private static final String FILE = "file";
  private static final String PURPOSE = "purpose";
  private static final String EXPIRY = "expires_after";
  private static final int LONGEST_TEXT = 1_000;
  private static final int NO_SPACE_RETRY_SECONDS = 60;
  private static final int QUOTA_RETRY_SECONDS = 3_600;

  private final FileStore files;
  private final String ownerId;
  private final Map<String, String> texts = new HashMap<>();
  private Optional<FileDraft> draft = Optional.empty();
  private String name = "";

  FileForm(FileStore files, String ownerId) {
    this.files = files;
    this.ownerId = ownerId;
  }

  @Override
  public void read(Part part) throws IOException {
    if (!part.name().equals(FILE)) {
      String text = new String(part.content().readNBytes(LONGEST_TEXT), UTF_8);
      if (texts.put(part.name(), text) != null) {
        throw twice(part.name());
      }
      return;
    }
    if (draft.isPresent()) {
      throw twice(FILE);
    }
    name = FileNames.clean(part.fileName().orElse(""));
    draft =
        switch (files.draft(ownerId, part.content())) {
          case Drafting.Drafted(FileDraft written) -> Optional.of(written);
          case Drafting.Refused(Storing why) -> throw refusal(why);
        };
  }

  /**
   * Keeps the file, after the form has been read to its end.
   *
   * @throws ApiError if it is not wanted
   */
  StoredFile keep() throws IOException {
    requireKnown();
    String purpose = Optional.ofNullable(texts.get(PURPOSE)).orElseThrow(() -> missing(PURPOSE));
    if (!purpose.equals(Purpose.BATCH.wire())) {
      throw OpenAiErrors.invalid(
          PURPOSE, "invalid_value", "openai.file.purpose", Printable.of(purpose));
    }
    Lifetime life = Lifetime.read(expiry(), EXPIRY);
    FileDraft written = draft.orElseThrow(() -> missing(FILE));
    return switch (files.keep(written, name.isEmpty() ? "batch.jsonl" : name, life.duration())) {
      case Storing.Stored(StoredFile file) -> file;
      case Storing refused -> throw refusal(refused);
    };
  }

  /** Deletes what was written, if it was not kept. */
  void discard() throws IOException {
    if (draft.isPresent()) {
      files.discard(draft.get());
    }
  }

  private void requireKnown() {
    List<String> known = List.of(PURPOSE, EXPIRY, EXPIRY + "[anchor]", EXPIRY + "[seconds]");
    for (String said : texts.keySet()) {
      if (!known.contains(said)) {
        String shown = Printable.of(said);
        throw OpenAiErrors.invalid(shown, "unknown_parameter", "openai.unknown", shown);
      }
    }
  }

  private Optional<JsonNode> expiry() {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String member : List.of("anchor", "seconds")) {
      Optional.ofNullable(texts.get(EXPIRY + "[" + member + "]"))
          .ifPresent(text -> object.put(member, text));
    }
    return Optional.<JsonNode>of(object).filter(one -> !one.isEmpty());
  }

  private static ApiError refusal(Storing why) {
    return switch (why) {
      case Storing.Stored _ -> throw new AssertionError();
      case Storing.Empty _ -> OpenAiErrors.invalid(FILE, "empty_file", "openai.file.empty");
      case Storing.TooLarge(long most) -> tooLarge(most);
      case Storing.OverQuota(long left, long most) ->
          ApiError.tooMany(
                  QUOTA_RETRY_SECONDS,
                  Text.of("openai.file.quota", new Argument.Size(most), new Argument.Size(left)))
              .about(FILE);
      case Storing.TooMany(int most) ->
          ApiError.tooMany(QUOTA_RETRY_SECONDS, Text.of("openai.file.count", most)).about(FILE);
      case Storing.NoSpace _ ->
          ApiError.of(ErrorKind.UNAVAILABLE, Text.of("openai.file.space"))
              .retryAfter(NO_SPACE_RETRY_SECONDS);
    };
  }

  static ApiError tooLarge(long mostBytes) {
    return ApiError.of(
            ErrorKind.TOO_LARGE, Text.of("openai.file.large", new Argument.Size(mostBytes)))
        .about(FILE);
  }

  private static ApiError missing(String member) {
    return OpenAiErrors.invalid(member, "missing_required_parameter", "openai.missing", member);
  }

  private static ApiError twice(String said) {
    String shown = Printable.of(said);
    return ApiError.invalid("openai.form.twice", shown).about(shown);
  }
}
