package dev.afterglow.config;

import dev.afterglow.text.Language;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Settings in lines for people. */
public final class Description {
  private Description() {}

  /** Every key as it is in force. */
  static List<InForce> of(Map<String, Given> given) {
    return Keys.ALL.stream().map(key -> one(key, given)).toList();
  }

  /** The table of all settings in Markdown. */
  public static String table(Language language) {
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

  /** The table of the settings of engines in Markdown. */
  public static String engineTable(Language language) {
    SettingsTexts texts = SettingsTexts.in(language);
    StringBuilder table = new StringBuilder(texts.engineTableHead());
    table.append("\n|---|---|---|---|---|\n");
    EngineKeys.COMMON.forEach(key -> table.append(row(texts, key, texts.every())));
    for (EngineKeys.Option option : EngineKeys.OPTIONS) {
      boolean all = option.types().size() == EngineType.values().length;
      String types = texts.list(option.types().stream().sorted().map(EngineType::word).toList());
      table.append(row(texts, option.key(), all ? texts.every() : types));
    }
    return table.toString();
  }

  private static String row(SettingsTexts texts, Key<?> key, String types) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s | %s | %s |\n",
        key.name().substring("engines.*.".length()),
        types,
        key.standard().isEmpty() ? "–" : "`" + key.standard() + "`",
        texts.accepted(key.kind()),
        texts.meaning(key));
  }

  private static InForce one(Key<?> key, Map<String, Given> given) {
    Given mine = given.get(key.name());
    if (mine == null) {
      return new InForce(key.name(), key.standard(), "", key.standard());
    }
    String value = key.kind().secret() ? Secret.MASK : mine.value();
    return new InForce(key.name(), value, mine.place(), key.standard());
  }
}
