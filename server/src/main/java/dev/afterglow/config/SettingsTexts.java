package dev.afterglow.config;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** What is said about settings, in Chinese or English. */
final class SettingsTexts {
  private final ResourceBundle bundle;

  private SettingsTexts(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  static SettingsTexts in(String language) {
    Locale locale = language.startsWith("zh") ? Locale.CHINESE : Locale.ENGLISH;
    return new SettingsTexts(
        ResourceBundle.getBundle(
            "dev.afterglow.config.settings",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** The first line of the table of settings. */
  String tableHead() {
    return bundle.getString("table");
  }

  /** The first line of the table of engines' settings. */
  String engineTableHead() {
    return bundle.getString("engine-table");
  }

  /** The word for all types of engines. */
  String every() {
    return bundle.getString("accepted.every-type");
  }

  /** What a key decides. */
  String meaning(Key<?> key) {
    return bundle.getString(key.name());
  }

  /** What values a kind accepts. */
  String accepted(Kind<?> kind) {
    return kind.choice()
        ? text(kind.accepted(), choice(kind.details()))
        : text(kind.accepted(), kind.details().toArray());
  }

  /** Words of a list. */
  String list(List<String> words) {
    return String.join(bundle.getString("list.between"), words);
  }

  /** Words of which one is to be chosen. */
  private String choice(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? list(words)
        : list(words.subList(0, last)) + bundle.getString("list.last") + words.get(last);
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
    return new MessageFormat(bundle.getString(key), Locale.ROOT).format(details);
  }
}
