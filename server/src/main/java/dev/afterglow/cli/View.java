package dev.afterglow.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How a result is shown as a table.
 *
 * @param list the field that holds the rows; empty if the result is the only row
 */
record View(Optional<String> list, List<Column> columns) {
  /** One field of a row, what stands above it, and how it is written. */
  record Column(String field, String heading, Format format) {
    /** A column of {@code field}, or of {@code field:heading} where the two differ. */
    static Column of(String text) {
      String[] parts = text.split(":", 2);
      Format format = parts[0].contains("micros") ? Format.USD : Format.TEXT;
      return new Column(parts[0], parts[parts.length - 1], format);
    }
  }

  /** How a value is written. */
  enum Format {
    TEXT,
    USD
  }

  View {
    columns = List.copyOf(columns);
  }

  /** A table of the rows in this field. A column whose name ends in {@code _micros} is money. */
  static View of(String list, String... fields) {
    return new View(Optional.of(list), columns(fields));
  }

  /** A table of one row. */
  static View one(String... fields) {
    return new View(Optional.empty(), columns(fields));
  }

  String table(JsonNode result, Texts texts) {
    Table table = new Table(columns.stream().map(c -> texts.heading(c.heading())).toList());
    Stream<JsonNode> rows =
        list.map(field -> result.path(field).valueStream()).orElseGet(() -> Stream.of(result));
    rows.forEach(row -> table.row(columns.stream().map(c -> cell(c, row)).toList()));
    return table.text();
  }

  private static List<Column> columns(String... fields) {
    return Stream.of(fields).map(Column::of).toList();
  }

  private static String cell(Column column, JsonNode row) {
    JsonNode value = row.path(column.field());
    if (value.isMissingNode() || value.isNull()) {
      return "-";
    }
    if (value.isArray()) {
      List<String> items = value.valueStream().map(JsonNode::asString).toList();
      return items.isEmpty() ? "-" : String.join(",", items);
    }
    return switch (column.format()) {
      case USD -> new Usd(value.longValue()).toString();
      case TEXT -> value.asString();
    };
  }
}
