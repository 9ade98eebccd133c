package dev.afterglow.api.openai;

import dev.afterglow.api.PictureMember;
import dev.afterglow.images.ImageReference;
import dev.afterglow.text.Printable;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The picture that a film begins with: a file of the form, an address or data URI as text, or an
 * object with one in {@code image_url}.
 */
final class InputReference {
  /** The member's name. */
  static final String NAME = "input_reference";

  private static final String FILE_ID = "file_id";
  private static final String IMAGE_URL = "image_url";

  private InputReference() {}

  /** The picture, if one is named. Nothing is fetched. */
  static Optional<ImageReference> read(Fields fields) {
    Optional<byte[]> file = fields.file(NAME);
    if (file.isPresent()) {
      return Optional.of(new ImageReference.Bytes(file.get()));
    }
    return fields.member(NAME).map(InputReference::read);
  }

  private static ImageReference read(JsonNode value) {
    if (value.isString()) {
      String text = value.stringValue();
      return written(text).map(InputReference::object).orElseGet(() -> named(text));
    }
    if (!value.isObject()) {
      throw OpenAiErrors.invalid(NAME, "invalid_type", "openai.reference", Fields.type(value));
    }
    return object(value);
  }

  private static ImageReference object(JsonNode object) {
    boolean fileId = object.optional(FILE_ID).filter(value -> !value.isNull()).isPresent();
    Optional<JsonNode> address = object.optional(IMAGE_URL).filter(value -> !value.isNull());
    if (fileId && address.isEmpty()) {
      throw OpenAiErrors.invalid(
          NAME + "." + FILE_ID, "unsupported_value", "openai.reference.file-id");
    }
    if (fileId || address.isEmpty()) {
      throw OpenAiErrors.invalid(NAME, "invalid_value", "openai.reference.one");
    }
    requireNothingElse(object);
    return named(Fields.text(NAME + "." + IMAGE_URL, address.get()));
  }

  /** The picture is the first frame, as it is: who says more of it means another film. */
  private static void requireNothingElse(JsonNode object) {
    for (String name : Fields.of(object).names()) {
      if (!name.equals(IMAGE_URL) && !PictureMember.isUsual(name, object.path(name))) {
        String place = NAME + "." + Printable.of(name);
        throw OpenAiErrors.invalid(
            place, "unknown_parameter", "image.member", place, Fields.shown(object.path(name)));
      }
    }
  }

  private static ImageReference named(String text) {
    return new ImageReference.Named(text);
  }

  /** Some clients write the object as the text of a form's part. */
  private static Optional<JsonNode> written(String text) {
    if (!text.strip().startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonMapper.shared().readTree(text)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty(); // refused as an address that is none
    }
  }
}
