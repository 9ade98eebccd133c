package dev.afterglow.config;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Texts;
import java.util.List;
import java.util.stream.Stream;

/** What is said about settings. */
record SettingsTexts(Texts texts) {
  private static final Messages MESSAGES = Messages.load("/dev/afterglow/config/settings");

  static SettingsTexts in(Language language) {
    return new SettingsTexts(MESSAGES.in(language));
  }

  /** The first line of the table of settings. */
  String tableHead() {
    return texts.raw("table");
  }

  /** The first line of the table of engines' settings. */
  String engineTableHead() {
    return texts.raw("engine-table");
  }

  /** The word for all types of engines. */
  String every() {
    return texts.raw("accepted.every-type");
  }

  /** What a key decides. */
  String meaning(Key<?> key) {
    return texts.raw(key.name());
  }

  /** What values a kind accepts. */
  String accepted(Kind<?> kind) {
    return kind.choice()
        ? text(kind.accepted(), texts.choice(kind.details()))
        : text(kind.accepted(), kind.details().toArray());
  }

  /** Words of a list. */
  String list(List<String> words) {
    return texts.list(words);
  }

  List<String> all(List<Problem> problems) {
    return problems.stream().map(this::of).toList();
  }

  private String of(Problem problem) {
    return switch (problem) {
      case Problem.Wrong(Given given, Key<?> key) ->
          text(
              "problem.wrong",
              place(given, key.name()),
              key.kind().secret() ? Secret.MASK : given.value(),
              accepted(key.kind()));
      case Problem.Unknown(Given given, List<String> similar) ->
          similar.isEmpty()
              ? text("problem.unknown", place(given, given.name()))
              : text("problem.similar", place(given, given.name()), similar.getFirst());
      case Problem.Retired(Given given, String instead) ->
          text("problem.retired", place(given, given.name()), instead);
      case Problem.Twice(Given given) -> text("problem.twice", place(given, given.name()));
      case Problem.Missing(String place, Key<?> key) ->
          text("problem.missing", text("problem.place", key.name(), place), accepted(key.kind()));
      case Problem.Refused(String place, String name, String reason, List<String> details) ->
          text(
              reason,
              Stream.concat(Stream.of(text("problem.place", name, place)), details.stream())
                  .toArray());
      case Problem.Unreadable(String file, String reason, List<String> details) ->
          text("problem.unreadable", file, text(reason, details.toArray()));
    };
  }

  private String place(Given given, String name) {
    if (given.place().equals(given.name())) {
      return name;
    }
    String place =
        given.place().equals(Given.COMMAND_LINE) ? text("problem.command-line") : given.place();
    return text("problem.place", name, place);
  }

  private String text(String key, Object... details) {
    return texts.text(key, details);
  }
}
