package dev.afterglow.remote.templates;

import dev.afterglow.remote.JobValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The vendor's words for our values, such as {@code 720P} for {@code 720p}, by the value's name and
 * then by our word; {@code *} stands for every other word.
 */
public record ValueMaps(Map<String, Map<String, JsonNode>> byName) {
  private static final String OTHERS = "*";

  /** Reads the member {@code values}. */
  public static ValueMaps read(Fields fields) {
    Map<String, Map<String, JsonNode>> maps = new LinkedHashMap<>();
    fields
        .object("values")
        .ifPresent(values -> {
          String names = String.join(", ", JobValues.NAMES);
          for (String name : values.names()) {
            if (!JobValues.NAMES.contains(name)) {
              values.wrongValue(name, name, "values", names);
            } else {
              values
                  .object(name)
                  .ifPresent(words -> maps.put(name, words.plainMembers("values", names)));
            }
          }
        });
    return new ValueMaps(maps);
  }

  /**
   * Puts the vendor's words in the place of ours.
   *
   * @return the value for which there is no word, if there is one
   */
  public Optional<String> apply(JobValues values) {
    for (Map.Entry<String, Map<String, JsonNode>> map : byName.entrySet()) {
      Optional<JsonNode> ours = values.of(map.getKey());
      if (ours.isPresent()) {
        JsonNode theirs = map.getValue().get(ours.get().asString());
        JsonNode word = theirs == null ? map.getValue().get(OTHERS) : theirs;
        if (word == null) {
          return Optional.of(map.getKey() + " " + ours.get().asString());
        }
        values.with(map.getKey(), word);
      }
    }
    return Optional.empty();
  }
}
