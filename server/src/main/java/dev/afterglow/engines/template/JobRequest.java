package dev.afterglow.engines.template;

import dev.afterglow.net.EngineRequest;
import dev.afterglow.net.EngineRequest.Method;
import dev.afterglow.net.RequestBody;
import dev.afterglow.net.RequestBody.Piece;
import dev.afterglow.net.UpstreamAddress;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.TextTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A free request about a job that the vendor has: to ask how it is, to stop or to delete it. */
record JobRequest(
    Method method, TextTemplate path, Map<String, TextTemplate> headers, Optional<JsonNode> body) {
  private static final List<String> VALUES = List.of("ticket", "model");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7E&&[^#\\\\]]*");
  private static final Pattern HEADER = Pattern.compile("[\\x20-\\x7E]{0,1000}");
  private static final TextTemplate NOWHERE = new TextTemplate("/");

  /** Reads {@code method}, {@code path}, {@code headers} and {@code body}. */
  static JobRequest read(Fields fields, Method usual) {
    Map<String, Method> methods = new LinkedHashMap<>();
    for (Method method : Method.values()) {
      methods.put(method.name(), method);
    }
    Method method = fields.choice("method", methods, usual);
    TextTemplate path = path(fields, "path", VALUES, "/tasks/{{ticket}}").orElse(NOWHERE);
    Map<String, TextTemplate> headers = headers(fields, VALUES);
    Optional<JsonNode> body = fields.body("body");
    body.ifPresent(document ->
        new TextTemplate(document.toString())
            .unknownGap(VALUES)
            .ifPresent(gap -> fields.wrongValue("body", gap, "gap", String.join(", ", VALUES))));
    if (!fields.has("path")) {
      fields.missing("path", "path", "/tasks/{{ticket}}");
    }
    return new JobRequest(method, path, headers, body);
  }

  /** A path with gaps; a mistake in it is told. */
  static Optional<TextTemplate> path(
      Fields fields, String name, List<String> values, String example) {
    return fields
        .text(name, PATH, "path", example)
        .map(TextTemplate::new)
        .filter(path -> {
          Optional<String> unknown = path.unknownGap(values);
          unknown.ifPresent(gap -> fields.wrongValue(name, gap, "gap", String.join(", ", values)));
          return unknown.isEmpty();
        });
  }

  /** Headers with gaps in their values; mistakes in them are told. */
  static Map<String, TextTemplate> headers(Fields fields, List<String> values) {
    Map<String, TextTemplate> headers = new LinkedHashMap<>();
    fields
        .object("headers")
        .ifPresent(given ->
            given
                .plainMembers("header")
                .forEach((name, value) -> {
                  TextTemplate template = new TextTemplate(value.asString());
                  Optional<String> unknown = template.unknownGap(values);
                  if (!isHeader(name, value.asString())) {
                    given.wrong(name, "header");
                  } else if (unknown.isPresent()) {
                    given.wrongValue(name, unknown.get(), "gap", String.join(", ", values));
                  } else {
                    headers.put(name, template);
                  }
                }));
    return headers;
  }

  /** The request for one job. */
  EngineRequest of(String ticket, String model) {
    Function<String, Optional<String>> values =
        name -> Optional.of(name.equals("ticket") ? ticket : model);
    RequestBody sent =
        body.map(document ->
                RequestBody.json(Piece.text(TextTemplate.document(document, values).toString())))
            .orElseGet(RequestBody::none);
    return with(headers, request(method, path.path(values), sent), values);
  }

  /** A request of any method. */
  static EngineRequest request(Method method, UpstreamAddress address, RequestBody body) {
    EngineRequest get = EngineRequest.get(address);
    return new EngineRequest(method, address, Map.of(), body, get.deadline(), get.mostBytes());
  }

  /** The same request with headers. */
  static EngineRequest with(
      Map<String, TextTemplate> headers,
      EngineRequest request,
      Function<String, Optional<String>> values) {
    EngineRequest with = request;
    for (Map.Entry<String, TextTemplate> header : headers.entrySet()) {
      with = with.header(header.getKey(), header.getValue().filled(values));
    }
    return with;
  }

  private static boolean isHeader(String name, String value) {
    try {
      EngineRequest.get(UpstreamAddress.path("/")).header(name, value);
      return HEADER.matcher(value).matches();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
