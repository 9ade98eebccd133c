package dev.afterglow.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings in lines for people. */
final class Description {
  private Description() {}

  /** One line per key: {@code name: value}, and where the value comes from unless it is default. */
  static List<String> of(Map<String, Given> given) {
    return Keys.ALL.stream().map(key -> line(key, given)).toList();
  }

  /** The table of all settings in Markdown. */
  static String table(String language) {
    SettingsTexts texts = SettingsTexts.in(language);
    StringBuilder table = new StringBuilder(texts.tableHead()).append("\n|---|---|---|---|\n");
    for (Key<?> key : Keys.ALL) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s | %s |\n",
              key.name(),
              key.standard().isEmpty() ? "–" : "`" + key.standard() + "`",
              texts.accepted(key.kind()),
              texts.meaning(key)));
    }
    return table.toString();
  }

  private static String line(Key<?> key, Map<String, Given> given) {
    Given mine = given.get(key.name());
    if (mine == null) {
      return key.name() + ": " + key.standard();
    }
    String value = key.kind().secret() ? Secret.MASK : mine.value();
    return key.name() + ": " + value + "  (" + mine.place() + ")";
  }
}
