package dev.afterglow.cli;

import dev.afterglow.ledger.Usd;
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
  /**
   * One field of a row.
   *
   * @param heading the name of the text above it
   * @param words the list of words that its values are of, where {@code format} is WORD
   */
  record Column(String field, String heading, Format format, String words) {
    /** A column of text, numbers, times or lists. */
    static Column text(String field) {
      return new Column(field, field, Format.TEXT, "");
    }

    /** A column of money: micro-dollars, written as dollars. */
    static Column usd(String field) {
      return new Column(field, field, Format.USD, "");
    }

    /** A column of words of the program's own, told in the language of the reader. */
    static Column word(String field) {
      return new Column(field, field, Format.WORD, field);
    }

    /** The same column with words of another list than that of its field's name. */
    Column of(String otherWords) {
      return new Column(field, heading, format, otherWords);
    }

    /** The same column under another heading. */
    Column headed(String other) {
      return new Column(field, other, format, words);
    }
  }

  /** How a value is written. */
  enum Format {
    TEXT,
    USD,
    WORD
  }

  View {
    columns = List.copyOf(columns);
  }

  /** A table of the rows in this field. */
  static View of(String list, Column... columns) {
    return new View(Optional.of(list), List.of(columns));
  }

  /** A table of one row. */
  static View one(Column... columns) {
    return new View(Optional.empty(), List.of(columns));
  }

  String table(JsonNode result, OperatorTexts texts) {
    Table table = new Table(columns.stream().map(c -> texts.heading(c.heading())).toList());
    Stream<JsonNode> rows =
        list.map(field -> result.path(field).valueStream()).orElseGet(() -> Stream.of(result));
    rows.forEach(row -> table.row(columns.stream().map(c -> cell(c, row, texts)).toList()));
    return table.text();
  }

  private static String cell(Column column, JsonNode row, OperatorTexts texts) {
    JsonNode value = row.path(column.field());
    if (value.isMissingNode() || value.isNull()) {
      return "-";
    }
    if (value.isArray()) {
      List<String> items = value.valueStream().map(JsonNode::asString).toList();
      return items.isEmpty() ? "-" : String.join(",", items);
    }
    return switch (column.format()) {
      case USD -> Usd.shown(value.longValue());
      case TEXT -> value.asString();
      case WORD -> texts.word(column.words(), value.asString());
    };
  }
}
