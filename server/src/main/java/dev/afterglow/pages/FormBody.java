package dev.afterglow.pages;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.multipart.Multipart;
import dev.afterglow.http.multipart.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a form as browsers send it, with or without files. */
public final class FormBody {
  /** Room for a long prompt in percent escapes. */
  public static final int MOST_BYTES = 512 << 10;

  private static final int MOST_FIELDS = 200;

  private final Map<String, List<String>> fields = new HashMap<>();
  private final Map<String, byte[]> files = new HashMap<>();

  private FormBody() {}

  /**
   * Reads a request's body, no further than its route allows.
   *
   * @throws ApiError 400 if it is no form
   */
  public static FormBody read(Exchange exchange) {
    String type = exchange.header("Content-Type").orElse("");
    FormBody form = new FormBody();
    if (Multipart.is(type)) {
      form.readParts(exchange, type);
    } else {
      form.readPairs(exchange);
    }
    return form;
  }

  private void readParts(Exchange exchange, String type) {
    byte[] body = exchange.body();
    try {
      Multipart.read(type, new ByteArrayInputStream(body), body.length, this::readPart);
    } catch (IOException _) {
      throw ApiError.invalid("pages.form");
    }
  }

  /** Of a file only its bytes count; a field for a file that was not chosen is empty. */
  private void readPart(Part part) throws IOException {
    byte[] bytes = part.content().readAllBytes();
    if (part.fileName().isEmpty()) {
      fields
          .computeIfAbsent(part.name(), _ -> new ArrayList<>())
          .add(new String(bytes, StandardCharsets.UTF_8));
    } else if (bytes.length > 0) {
      files.put(part.name(), bytes);
    }
  }

  private void readPairs(Exchange exchange) {
    String text = new String(exchange.body(), StandardCharsets.UTF_8);
    String[] pairs = text.isEmpty() ? new String[0] : text.split("&", -1);
    if (pairs.length > MOST_FIELDS) {
      throw ApiError.invalid("pages.form");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
  }

  /** The first value of a field without blanks at its ends; empty text if it is missing. */
  public String text(String name) {
    return values(name).stream().findFirst().map(String::strip).orElse("");
  }

  /** The first value of a field as it was sent; empty text if it is missing. */
  public String verbatim(String name) {
    return values(name).stream().findFirst().orElse("");
  }

  /** The first value of a field, if there is one that is not blank. */
  public Optional<String> optional(String name) {
    return Optional.of(text(name)).filter(value -> !value.isEmpty());
  }

  /** Whether a box was checked. */
  public boolean checked(String name) {
    return fields.containsKey(name);
  }

  /** Every value of a field. */
  public List<String> values(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** The bytes of a file, if one was chosen. */
  public Optional<byte[]> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw ApiError.invalid("pages.form");
    }
  }
}
