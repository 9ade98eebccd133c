package dev.afterglow.api;

import dev.afterglow.http.ApiError;
import dev.afterglow.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the one picture of a body, under any of its names: a string, an array of one, or an object
 * with the address in {@code url} (or {@code image_url}, as OpenAI has it).
 */
final class PictureMember {
  private static final int MOST_PICTURES = 1;
  private static final List<String> ADDRESS = List.of("url", "image_url");

  private PictureMember() {}

  /**
   * The reference and its place in the body, such as {@code image_urls[0]}.
   *
   * @throws ApiError 400 for a second picture or a value of another form
   */
  static Optional<MemberValue<String>> read(JsonBody body) {
    return MemberValue.agreed(
        Vocabulary.PICTURE.stream()
            .flatMap(name -> body.filled(name).flatMap(value -> read(name, value)).stream())
            .toList());
  }

  private static Optional<MemberValue<String>> read(String name, JsonNode value) {
    if (!value.isArray()) {
      return Optional.of(one(name, value));
    }
    List<MemberValue<String>> entries = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode entry = value.get(i);
      if (!entry.isString() || !JsonBody.isEmpty(entry)) { // a form's field that was left empty
        entries.add(one(name + "[" + i + "]", entry));
      }
    }
    if (entries.size() > MOST_PICTURES) {
      throw ApiError.invalid("image.many", name, entries.size());
    }
    return entries.stream().findFirst();
  }

  private static MemberValue<String> one(String place, JsonNode value) {
    if (value.isString()) {
      return said(place, value);
    }
    if (!value.isObject()) {
      throw ApiError.invalid("image.form", place, JsonBody.shown(value));
    }
    List<MemberValue<String>> addresses =
        ADDRESS.stream()
            .flatMap(key ->
                value.optional(key).filter(JsonNode::isString).stream()
                    .map(address -> said(place + "." + key, address)))
            .toList();
    return MemberValue.agreed(addresses).orElseThrow(() -> ApiError.invalid("image.object", place));
  }

  private static MemberValue<String> said(String place, JsonNode value) {
    return new MemberValue<>(place, Printable.of(value.toString()), value.stringValue());
  }
}
