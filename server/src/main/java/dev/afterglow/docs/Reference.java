package dev.afterglow.docs;

import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI document as pages: one for each tag, with every operation, its parameters, the
 * members of bodies and answers, and its refusals. The document is written in English; a list of
 * its sentences in Chinese stands beside.
 */
final class Reference {
  private static final String CHINESE = "/dev/afterglow/docs/reference_zh.yaml";
  private static final String MARK = Contents.REFERENCE + "/";
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonNode document;
  private final Texts texts;
  private final JsonNode chinese;

  Reference(JsonNode document, Texts texts) {
    this.document = document;
    this.texts = texts;
    this.chinese = texts.language() == Language.ZH ? chinese() : document.path("none");
  }

  /** One operation: where it is, and what it is. */
  private record Operation(String method, String path, JsonNode node) {
    String request() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  /** The tags, in their order. */
  List<String> tags() {
    List<String> tags = new ArrayList<>();
    document.path("tags").forEach(tag -> tags.add(tag.path("name").asString()));
    return tags;
  }

  /** The Markdown of a page of the reference, if it is one. */
  Optional<String> page(String name) {
    if (!name.startsWith(MARK)) {
      return Optional.empty();
    }
    String tag = name.substring(MARK.length());
    StringBuilder page = new StringBuilder("# ");
    page.append(texts.raw("docs.reference." + tag)).append("\n\n").append(described(tag));
    for (Operation operation : operations()) {
      if (operation.node().path("tags").path(0).asString().equals(tag)) {
        page.append(section(operation));
      }
    }
    return Optional.of(page.toString());
  }

  private String described(String tag) {
    for (JsonNode one : document.path("tags")) {
      if (one.path("name").asString().equals(tag)) {
        return said(one.path("description").asString()) + texts.raw("docs.reference.end") + "\n";
      }
    }
    throw new IllegalArgumentException("no tag " + tag);
  }

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    document
        .path("paths")
        .forEachEntry((path, item) -> {
          for (String method : METHODS) {
            if (item.has(method)) {
              all.add(new Operation(method, path, item.path(method)));
            }
          }
        });
    return all;
  }

  private String section(Operation operation) {
    JsonNode node = operation.node();
    StringBuilder text = new StringBuilder("\n## ");
    text.append(said(node.path("summary").asString())).append("\n\n");
    text.append('`').append(operation.request()).append("`\n\n");
    if (node.has("description")) {
      text.append(said(node.path("description").asString())).append("\n\n");
    }
    text.append(access(node)).append(also(node)).append('\n');
    append(text, "docs.reference.parameters", parameters(node));
    resolved(node.path("requestBody"))
        .path("content")
        .forEachEntry((type, content) ->
            append(text, "docs.reference.body", type, members(content.path("schema"))));
    node.path("responses")
        .forEachEntry((status, response) -> {
          if (status.startsWith("2")) {
            resolved(response)
                .path("content")
                .forEachEntry((type, content) ->
                    append(text, "docs.reference.answer", status, members(content.path("schema"))));
          }
        });
    text.append("\n### ").append(texts.raw("docs.reference.statuses")).append("\n\n");
    return text.append(table(node)).toString();
  }

  private String access(JsonNode operation) {
    JsonNode security = operation.path("security");
    boolean open = security.isArray() && security.isEmpty();
    return texts.raw(
        open
            ? "docs.reference.open"
            : security.path(0).has("metrics") ? "docs.reference.token" : "docs.reference.key");
  }

  private String also(JsonNode operation) {
    List<String> paths = new ArrayList<>();
    operation.path("x-also-at").forEach(path -> paths.add("`" + path.asString() + "`"));
    return paths.isEmpty() ? "\n" : texts.text("docs.reference.also", texts.list(paths)) + "\n";
  }

  private void append(StringBuilder text, String title, List<String> rows) {
    append(text, title, "", rows);
  }

  private void append(StringBuilder text, String title, String of, List<String> rows) {
    if (!rows.isEmpty()) {
      text.append("\n### ").append(texts.text(title, of).strip()).append("\n\n");
      text.append(texts.raw("docs.reference.head")).append("\n|---|---|---|\n");
      rows.forEach(text::append);
    }
  }

  private List<String> parameters(JsonNode operation) {
    List<String> rows = new ArrayList<>();
    for (JsonNode named : operation.path("parameters")) {
      JsonNode parameter = resolved(named);
      JsonNode schema = parameter.path("schema");
      String where = texts.raw("docs.reference.in." + parameter.path("in").asString());
      String need = need(parameter.path("required").asBoolean(false));
      String meaning =
          parameter.has("description") ? said(parameter.path("description").asString()) : "";
      String values = where + texts.raw("docs.reference.and") + type(schema) + need;
      rows.add(row(parameter.path("name").asString(), values, meaning));
    }
    return rows;
  }

  private String need(boolean required) {
    return required ? texts.raw("docs.reference.and") + texts.raw("docs.reference.required") : "";
  }

  private List<String> members(JsonNode schema) {
    Map<String, String> rows = new LinkedHashMap<>();
    addMembers(rows, "", schema, 0);
    return List.copyOf(rows.values());
  }

  private void addMembers(Map<String, String> rows, String before, JsonNode named, int depth) {
    JsonNode schema = resolved(named);
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    schema
        .path("properties")
        .forEachEntry((name, value) -> {
          JsonNode member = resolved(value);
          String full = before + name;
          String meaning = described(value, member);
          rows.putIfAbsent(full, row(full, type(value) + need(required.contains(name)), meaning));
          if (depth < 5) {
            addMembers(rows, full + ".", member, depth + 1);
            addMembers(rows, full + "[].", member.path("items"), depth + 1);
            for (JsonNode choice : member.path("anyOf")) {
              addMembers(rows, full + ".", choice, depth + 1);
            }
          }
        });
  }

  private String described(JsonNode named, JsonNode member) {
    JsonNode own = named.path("description");
    JsonNode text = own.isMissingNode() ? member.path("description") : own;
    return text.isMissingNode() ? "" : said(text.asString());
  }

  private static String row(String name, String type, String meaning) {
    String line = meaning.strip().replace("\n", " ").replace("|", "\\|");
    return "| `" + name + "` | " + type.replace("|", "\\|") + " | " + line + " |\n";
  }

  /** What values a schema takes, in a few words. */
  private String type(JsonNode named) {
    JsonNode schema = resolved(named);
    if (schema.has("const")) {
      return "`" + schema.path("const").asString() + "`";
    }
    if (schema.has("enum")) {
      return choice(schema.path("enum"));
    }
    if (schema.has("anyOf")) {
      List<String> types = new ArrayList<>();
      schema.path("anyOf").forEach(one -> types.add(type(one)));
      return either(types.stream().distinct().toList());
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      List<String> types = new ArrayList<>();
      type.forEach(one -> types.add(word(one.asString())));
      return either(types);
    }
    if (type.asString("").equals("array")) {
      return texts.text("docs.reference.array", type(schema.path("items")));
    }
    return word(type.asString("string")) + bounds(schema);
  }

  /** Chinese has a blank beside code alone. */
  private String either(List<String> types) {
    String or = texts.raw("docs.reference.or");
    StringBuilder text = new StringBuilder(types.getFirst());
    for (String type : types.subList(1, types.size())) {
      text.append(gap(text.charAt(text.length() - 1), or.charAt(0))).append(or);
      text.append(gap(or.charAt(or.length() - 1), type.charAt(0))).append(type);
    }
    return text.toString();
  }

  private static String gap(char last, char first) {
    return LineJoin.between(last, first);
  }

  private String choice(JsonNode values) {
    List<String> words = new ArrayList<>();
    values.forEach(value -> words.add("`" + value.asString() + "`"));
    return texts.list(words);
  }

  private String word(String type) {
    return texts.raw("docs.reference.type." + type);
  }

  private String bounds(JsonNode schema) {
    for (String kind : List.of("imum", "Length")) {
      JsonNode least = schema.path("min" + kind);
      JsonNode most = schema.path("max" + kind);
      if (!least.isMissingNode() && !most.isMissingNode()) {
        String key = kind.equals("imum") ? "docs.reference.range" : "docs.reference.length";
        return texts.text(key, least.asString(), most.asString());
      }
    }
    return "";
  }

  /** What an operation answers, by status. */
  String statuses(String operationId) {
    return operations().stream()
        .filter(one -> one.node().path("operationId").asString().equals(operationId))
        .findFirst()
        .map(one -> table(one.node()))
        .orElseThrow(() -> new IllegalArgumentException("no operation " + operationId));
  }

  private String table(JsonNode operation) {
    StringBuilder table = new StringBuilder(texts.raw("docs.reference.statuses.head"));
    table.append("\n|---|---|\n");
    operation
        .path("responses")
        .forEachEntry((status, response) -> {
          String shown =
              status.equals("default") ? texts.raw("docs.reference.other") : "`" + status + "`";
          String meaning = said(resolved(response).path("description").asString());
          table.append("| " + shown + " | " + meaning.strip().replace("\n", " ") + " |\n");
        });
    return table.toString();
  }

  private JsonNode resolved(JsonNode node) {
    String target = node.path("$ref").asString("");
    return target.startsWith("#") ? resolved(document.at(target.substring(1))) : node;
  }

  /** A sentence of the document in the reader's language. */
  private String said(String english) {
    String key = key(english);
    return chinese.path(key).asString(key);
  }

  /** Sentences are compared in one line. */
  static String key(String english) {
    return english.strip().replaceAll("\\s+", " ");
  }

  /** The sentences of the document in Chinese, by the English ones. */
  static JsonNode chinese() {
    try (InputStream stream = Reference.class.getResourceAsStream(CHINESE)) {
      if (stream == null) {
        throw new IllegalArgumentException("no " + CHINESE);
      }
      return new YAMLMapper().readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(CHINESE, e);
    }
  }
}
