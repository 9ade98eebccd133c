package dev.afterglow.api;

import dev.afterglow.http.ApiError;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Similar;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The members of a generation request by what this server does with them. No member that would
 * change the film, or that asks for something to happen, is silently left out of a film that costs
 * money.
 */
public final class Vocabulary {
  static final List<String> DURATION = List.of("duration", "seconds");
  static final List<String> ASPECT_RATIO =
      List.of("aspect_ratio", "aspectRatio", "ratio", "orientation");
  static final List<String> PICTURE =
      List.of("image_urls", "image_url", "images", "image", "input_reference", "first_frame_image");

  /** Where the end of the task is to be told. */
  static final String WEBHOOK = "webhook";

  /** Of texts for people, in the message about the end of the task. */
  static final String LANGUAGE = "language";

  /** Without effect here: accepted in any form. */
  static final List<String> IGNORED =
      List.of("user", "private", "watermark", "metadata", "official_fallback", "nsfw_check");

  /** Every name that is understood. */
  static final List<String> UNDERSTOOD =
      Stream.of(
              List.of("model", "prompt", "resolution", "size", "seed", WEBHOOK, LANGUAGE),
              DURATION,
              ASPECT_RATIO,
              PICTURE)
          .flatMap(List::stream)
          .toList();

  /** Between the words of a name, with underscores, dashes or in camel case. */
  private static final Pattern WORDS = Pattern.compile("[_\\-. ]+|(?<=[a-z0-9])(?=[A-Z])");

  /** Values by which a client says that it asks for nothing in particular. */
  private static final Set<String> NEUTRAL =
      Set.of("false", "none", "auto", "default", "standard", "std", "{}");

  private static final int MOST_MEMBERS = 100;
  private static final int MOST_EDITS = 2;
  private static final Map<String, String> UNDERSTOOD_BY_PLAIN = byPlainName(UNDERSTOOD);
  private static final Map<String, String> INSTEAD_BY_PLAIN =
      byPlainName(ForeignNames.INSTEAD.keySet());
  private static final Set<String> COUNT_PLAIN = byPlainName(ForeignNames.COUNT).keySet();
  private static final Set<String> CALLBACK_PLAIN = byPlainName(ForeignNames.CALLBACK).keySet();
  private static final Set<String> SOUND_PLAIN = byPlainName(ForeignNames.SOUND).keySet();
  private static final Set<String> BOXES_PLAIN = byPlainName(ForeignNames.BOXES).keySet();
  private static final Set<String> UNSUPPORTED_PLAIN =
      byPlainName(ForeignNames.UNSUPPORTED).keySet();

  private Vocabulary() {}

  /**
   * Looks through the names of all members. The values of those that are understood are not read.
   *
   * @throws ApiError 400 for the first that would be lost
   */
  static void check(JsonBody body) {
    check("", body);
  }

  /**
   * As {@link #check(JsonBody)}, for members that do not stand at the top.
   *
   * @param place what messages write before a name, such as {@code metadata.}
   */
  static void check(String place, JsonBody body) {
    if (body.size() > MOST_MEMBERS) {
      throw ApiError.invalid("body.members", body.size(), MOST_MEMBERS);
    }
    body.forEach((name, value) -> check(place, name, value));
  }

  /** Whether a value says that nothing in particular is asked for. */
  static boolean isNeutral(JsonNode value) {
    return NEUTRAL.contains(text(value));
  }

  /**
   * What the contract calls the thing that a name stands for in another API, or that was mistyped;
   * empty for what it has no member for.
   */
  public static Optional<String> meant(String name) {
    String plain = plain(name);
    boolean foreign =
        isCount(name)
            || Stream.of(CALLBACK_PLAIN, SOUND_PLAIN, BOXES_PLAIN, UNSUPPORTED_PLAIN)
                .anyMatch(names -> names.contains(plain));
    return foreign
        ? Optional.empty()
        : suggestion(plain).or(() -> suggestionByWord(name)).map(Vocabulary::contractsName);
  }

  /** Whether a name asks for a number of films. */
  public static boolean isCount(String name) {
    return COUNT_PLAIN.contains(plain(name));
  }

  private static String contractsName(String understood) {
    return Stream.of(DURATION, ASPECT_RATIO, PICTURE)
        .filter(names -> names.contains(understood))
        .map(List::getFirst)
        .findFirst()
        .orElse(understood);
  }

  /** The names that are refused unless they say nothing, with underscores or in camel case. */
  static List<String> refused() {
    return Stream.of(
            ForeignNames.CALLBACK,
            ForeignNames.SOUND,
            ForeignNames.BOXES,
            ForeignNames.INSTEAD.keySet(),
            ForeignNames.UNSUPPORTED)
        .flatMap(Collection::stream)
        .sorted()
        .toList();
  }

  /** The words that no name may hold that is not understood, unless it says nothing. */
  static List<String> refusedWords() {
    return Stream.of(ForeignNames.INSTEAD_BY_WORD.keySet(), ForeignNames.UNSUPPORTED_WORDS)
        .flatMap(Collection::stream)
        .sorted()
        .toList();
  }

  private static void check(String place, String name, JsonNode value) {
    if (UNDERSTOOD.contains(name) || IGNORED.contains(name) || JsonBody.isEmpty(value)) {
      return;
    }
    String plain = plain(name);
    String text = text(value);
    boolean neutral = NEUTRAL.contains(text);
    String shown = place + Printable.of(name);
    if (COUNT_PLAIN.contains(plain)) {
      require(text.equals("1"), "member.count", shown, value);
    } else if (CALLBACK_PLAIN.contains(plain)) {
      require(neutral, "member.callback", shown, value);
    } else if (SOUND_PLAIN.contains(plain)) {
      boolean usual = neutral && !text.equals("false");
      require(usual || text.equals("true"), "member.unsupported", shown, value);
    } else if (BOXES_PLAIN.contains(plain)) {
      require(neutral, value.isObject() ? "member.box" : "member.unsupported", shown, value);
    } else if (UNSUPPORTED_PLAIN.contains(plain)) {
      require(neutral, "member.unsupported", shown, value);
    } else {
      Optional<String> near = suggestion(plain);
      near.or(() -> neutral ? Optional.empty() : suggestionByWord(name))
          .ifPresent(meant -> {
            throw ApiError.invalid("member.unknown", shown, meant);
          });
      require(neutral || !holdsUnsupportedWord(name), "member.unsupported", shown, value);
    }
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  private static void require(boolean fine, String key, String name, JsonNode value) {
    if (!fine) {
      throw ApiError.invalid(key, name, JsonBody.shown(value));
    }
  }

  private static Optional<String> suggestion(String plain) {
    Optional<String> known =
        Optional.ofNullable(INSTEAD_BY_PLAIN.get(plain)).map(ForeignNames.INSTEAD::get);
    return known.isPresent()
        ? known
        : Similar.to(plain, UNDERSTOOD_BY_PLAIN.keySet(), MOST_EDITS).stream()
            .map(near -> UNDERSTOOD_BY_PLAIN.getOrDefault(near, near))
            .findFirst();
  }

  private static Optional<String> suggestionByWord(String name) {
    return words(name)
        .flatMap(word -> Optional.ofNullable(ForeignNames.INSTEAD_BY_WORD.get(word)).stream())
        .findFirst();
  }

  private static boolean holdsUnsupportedWord(String name) {
    return words(name).anyMatch(ForeignNames.UNSUPPORTED_WORDS::contains);
  }

  private static Stream<String> words(String name) {
    return WORDS.splitAsStream(name).map(word -> word.toLowerCase(Locale.ROOT));
  }

  /** A name without capitals, underscores and dashes, in which spellings differ. */
  private static String plain(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static Map<String, String> byPlainName(Collection<String> members) {
    Map<String, String> names = new LinkedHashMap<>(); // of two as near, the contract's comes first
    members.forEach(name -> names.putIfAbsent(plain(name), name));
    return Collections.unmodifiableMap(names);
  }
}
