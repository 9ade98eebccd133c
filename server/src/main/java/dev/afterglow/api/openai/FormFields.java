package dev.afterglow.api.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.multipart.Multipart;
import dev.afterglow.http.multipart.Part;
import dev.afterglow.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form as the object that it stands for: {@code video[id]} is the member {@code id} of the object
 * {@code video}. Whether a part is a file is told by its bytes, because one client sends files
 * without a name and text as {@code application/octet-stream}.
 */
final class FormFields implements Multipart.Reader {
  private static final Pattern NAME = Pattern.compile("([^\\[\\]]+)(?:\\[([^\\[\\]]*)](.*))?");

  private final ObjectNode object = JsonNodeFactory.instance.objectNode();
  private final Map<String, byte[]> files = new HashMap<>();

  @Override
  public void read(Part part) throws IOException {
    Matcher name = NAME.matcher(part.name());
    if (!name.matches()) {
      throw ApiError.invalid("openai.form.name", Printable.of(part.name()));
    }
    String member = name.group(1);
    byte[] bytes = part.content().readAllBytes();
    Optional<String> text = part.fileName().isPresent() ? Optional.empty() : text(bytes);
    Optional<String> key = Optional.ofNullable(name.group(2)); // null without brackets
    if (key.isPresent()) {
      boolean plain = !key.get().isEmpty() && name.group(3).isEmpty();
      String inner = plain ? key.get() : part.name();
      put(part, nested(part, member), inner, text.orElseThrow(() -> twice(part)));
    } else if (text.isPresent()) {
      if (files.containsKey(member)) {
        throw twice(part);
      }
      put(part, object, member, text.get());
    } else if (bytes.length > 0) { // a browser's field for a file that was not chosen
      if (object.has(member) || files.put(member, bytes) != null) {
        throw twice(part);
      }
    }
  }

  /** The members that are text. */
  JsonNode object() {
    return object;
  }

  /** The members that are files. */
  Map<String, byte[]> files() {
    return files;
  }

  private ObjectNode nested(Part part, String member) {
    JsonNode there = object.path(member);
    if (there.isMissingNode() && !files.containsKey(member)) {
      return object.putObject(member);
    }
    if (there instanceof ObjectNode begun) {
      return begun;
    }
    throw twice(part);
  }

  private void put(Part part, ObjectNode into, String name, String text) {
    if (into.has(name)) {
      throw twice(part);
    }
    into.put(name, text);
  }

  private static ApiError twice(Part part) {
    String name = Printable.of(part.name());
    return ApiError.invalid("openai.form.twice", name).about(name);
  }

  /** The bytes as text, if they are: UTF-8 without a NUL, which every picture and film has. */
  private static Optional<String> text(byte[] bytes) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Optional.of(text).filter(one -> one.indexOf('\0') < 0);
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
