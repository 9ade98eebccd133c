package dev.afterglow.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts for people, in every {@link Language}. A catalogue is a pair of UTF-8 property files,
 * {@code NAME_zh.properties} and {@code NAME_en.properties}, with the same keys and the same places
 * {@code {0}}, {@code {1}} for arguments.
 */
public final class Messages {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  private final Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);

  private Messages() {
    for (Language language : Language.values()) {
      texts.put(language, new HashMap<>());
    }
  }

  /**
   * Loads catalogues.
   *
   * @param catalogues absolute resource names without language and ending, such as {@code
   *     /dev/afterglow/http/messages}
   * @throws IllegalArgumentException if one is missing, or its languages differ in keys or places
   */
  public static Messages load(String... catalogues) {
    Messages messages = new Messages();
    for (String catalogue : catalogues) {
      messages.add(catalogue);
    }
    messages.requireTwins();
    return messages;
  }

  /** The texts of one language. */
  public Texts in(Language language) {
    return new Texts(this, language);
  }

  /**
   * A text in a language.
   *
   * @throws IllegalArgumentException if the catalogue has no such key
   */
  public String text(Language language, Text text) {
    String template = template(language, text.key());
    Matcher places = PLACE.matcher(template);
    StringBuilder said = new StringBuilder();
    int end = 0;
    while (places.find()) {
      Argument argument = text.arguments().get(Integer.parseInt(places.group(1)));
      said.append(template, end, places.start());
      end = places.end();
      String shown = shown(language, argument);
      if (argument instanceof Text && isHan(shown)) {
        closeGap(said);
        end += template.startsWith(" ", end) && isHan(template.substring(end + 1)) ? 1 : 0;
      }
      said.append(shown);
    }
    return said.append(template, end, template.length()).toString();
  }

  private String shown(Language language, Argument argument) {
    return switch (argument) {
      case Argument.Plain(String shown) -> shown;
      case Argument.Choice(List<String> values) ->
          String.join(template(language, "list.between"), values);
      case Argument.Size(long bytes) ->
          ByteSize.of(bytes).orElseGet(() -> text(language, Text.of("size.bytes", bytes)));
      case Text text -> text(language, text);
    };
  }

  /** Values are set apart by a blank; a word of ours among Chinese characters is not. */
  private static void closeGap(StringBuilder said) {
    int blank = said.length() - 1;
    if (blank > 0 && said.charAt(blank) == ' ' && isHan(said.substring(blank - 1))) {
      said.setLength(blank);
    }
  }

  private static boolean isHan(String text) {
    return !text.isEmpty() && Character.isIdeographic(text.codePointAt(0));
  }

  /** A text as it stands in the catalogue, if there is one. */
  Optional<String> find(Language language, String key) {
    return Optional.ofNullable(texts.getOrDefault(language, Map.of()).get(key));
  }

  /** The keys of all texts. */
  Set<String> keys() {
    return texts.getOrDefault(Language.EN, Map.of()).keySet();
  }

  private String template(Language language, String key) {
    return find(language, key)
        .orElseThrow(() -> new IllegalArgumentException("no text for " + key));
  }

  private void add(String catalogue) {
    texts.forEach((language, known) -> {
      String resource = catalogue + "_" + language.code() + ".properties";
      for (Map.Entry<Object, Object> entry : read(resource).entrySet()) {
        if (known.put((String) entry.getKey(), (String) entry.getValue()) != null) {
          throw new IllegalArgumentException(resource + ": " + entry.getKey() + " is not new");
        }
      }
    });
  }

  private static Properties read(String resource) {
    try (InputStream stream = Messages.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("no catalogue " + resource);
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(stream, UTF_8));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  private void requireTwins() {
    Set<String> keys = new HashSet<>();
    texts.values().forEach(known -> keys.addAll(known.keySet()));
    for (String key : keys) {
      Set<Set<String>> places = new HashSet<>();
      for (Language language : Language.values()) {
        places.add(places(template(language, key)));
      }
      if (places.size() != 1) {
        throw new IllegalArgumentException(key + ": the languages differ in their arguments");
      }
    }
  }

  private static Set<String> places(String template) {
    if (template.indexOf('{') < 0) {
      return Set.of();
    }
    Set<String> places = new HashSet<>();
    PLACE.matcher(template).results().forEach(place -> places.add(place.group()));
    return places;
  }
}
