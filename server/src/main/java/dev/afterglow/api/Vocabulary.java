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
final class Vocabulary {
  static final List<String> DURATION = List.of("duration", "seconds");
  static final List<String> ASPECT_RATIO =
      List.of("aspect_ratio", "aspectRatio", "ratio", "orientation");
  static final List<String> PICTURE =
      List.of("image_urls", "image_url", "images", "image", "input_reference", "first_frame_image");
  static final List<String> COUNT =
      List.of("n", "n_variants", "num_videos", "number_of_videos", "num_outputs");

  /** Where the end of the task is to be told. */
  static final String WEBHOOK = "webhook";

  /** Of texts for people, in the message about the end of the task. */
  static final String LANGUAGE = "language";

  /** What other APIs say for it, and mean another address and another message by. */
  static final List<String> CALLBACK = List.of("webhook_url", "callback_url", "notify_url");

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

  /** Names of other APIs whose values are written otherwise here, and what to use. */
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("width", "size"),
          Map.entry("height", "size"),
          Map.entry("dimensions", "size"),
          Map.entry("image_size", "size"),
          Map.entry("video_size", "size"),
          Map.entry("length", "duration"),
          Map.entry("n_seconds", "duration"),
          Map.entry("video_length", "duration"),
          Map.entry("video_duration", "duration"),
          Map.entry("frames", "duration"),
          Map.entry("num_frames", "duration"),
          Map.entry("video_aspect_ratio", "aspect_ratio"),
          Map.entry("input_image", "image_urls"),
          Map.entry("reference_image", "image_urls"),
          Map.entry("start_image", "image_urls"),
          Map.entry("start_frame", "image_urls"),
          Map.entry("first_frame", "image_urls"),
          Map.entry("first_frame_url", "image_urls"),
          Map.entry("image_base64", "image_urls"));

  /** Members that change the film elsewhere. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "negative_prompt",
          "enhance_prompt",
          "prompt_extend",
          "prompt_optimizer",
          "fps",
          "frame_rate",
          "frames_per_second",
          "video",
          "video_url",
          "videos",
          "video_urls",
          "input_video",
          "reference_images",
          "reference_image_urls",
          "last_frame",
          "last_frame_image",
          "last_frame_url",
          "last_image",
          "end_frame",
          "end_image",
          "end_image_url",
          "image_tail",
          "tail_image",
          "characters",
          "character_ids",
          "character_url",
          "remix_video_id",
          "remix_target_id",
          "remixed_from_video_id",
          "style",
          "style_preset",
          "mode",
          "quality",
          "hd",
          "storyboard",
          "camera_control",
          "camera_fixed",
          "camera_motion",
          "guidance_scale",
          "cfg_scale",
          "loop",
          "loras",
          "voice",
          "audio_url",
          "extra_body",
          "parameters",
          "options");

  /** Every film has its sound: the one thing that may be said about it is yes. */
  private static final List<String> SOUND =
      List.of("audio", "generate_audio", "with_audio", "sound");

  /**
   * Words that say what a member is about, whatever stands around them: {@code duration_seconds},
   * {@code videoSeconds} and {@code image_strength} would change a film.
   */
  private static final Map<String, String> BY_WORD =
      Map.ofEntries(
          Map.entry("duration", "duration"),
          Map.entry("seconds", "duration"),
          Map.entry("secs", "duration"),
          Map.entry("resolution", "resolution"),
          Map.entry("aspect", "aspect_ratio"),
          Map.entry("ratio", "aspect_ratio"),
          Map.entry("orientation", "aspect_ratio"),
          Map.entry("image", "image_urls"),
          Map.entry("images", "image_urls"),
          Map.entry("frame", "image_urls"),
          Map.entry("prompt", "prompt"),
          Map.entry("seed", "seed"));

  /** Between the words of a name, with underscores, dashes or in camel case. */
  private static final Pattern WORDS = Pattern.compile("[_\\-. ]+|(?<=[a-z0-9])(?=[A-Z])");

  /** Values by which a client says that it asks for nothing in particular. */
  private static final Set<String> NEUTRAL =
      Set.of("false", "none", "auto", "default", "standard", "std", "{}");

  private static final int MOST_MEMBERS = 100;
  private static final int MOST_EDITS = 2;
  private static final Map<String, String> UNDERSTOOD_BY_PLAIN = byPlainName(UNDERSTOOD);
  private static final Map<String, String> INSTEAD_BY_PLAIN = byPlainName(INSTEAD.keySet());
  private static final Set<String> COUNT_PLAIN = byPlainName(COUNT).keySet();
  private static final Set<String> CALLBACK_PLAIN = byPlainName(CALLBACK).keySet();
  private static final Set<String> SOUND_PLAIN = byPlainName(SOUND).keySet();
  private static final Set<String> UNSUPPORTED_PLAIN = byPlainName(UNSUPPORTED).keySet();

  private Vocabulary() {}

  /**
   * Looks through the names of all members. The values of those that are understood are not read.
   *
   * @throws ApiError 400 for the first that would be lost
   */
  static void check(JsonBody body) {
    if (body.size() > MOST_MEMBERS) {
      throw ApiError.invalid("body.members", body.size(), MOST_MEMBERS);
    }
    body.forEach(Vocabulary::check);
  }

  /** Whether a value says that nothing in particular is asked for. */
  static boolean isNeutral(JsonNode value) {
    return NEUTRAL.contains(value.isString() ? value.stringValue() : value.toString());
  }

  /** The names that are refused unless they say nothing, with underscores or in camel case. */
  static List<String> refused() {
    return Stream.of(CALLBACK, INSTEAD.keySet(), UNSUPPORTED)
        .flatMap(Collection::stream)
        .sorted()
        .toList();
  }

  private static void check(String name, JsonNode value) {
    if (UNDERSTOOD.contains(name) || IGNORED.contains(name) || JsonBody.isEmpty(value)) {
      return;
    }
    String plain = plain(name);
    String text = value.isString() ? value.stringValue() : value.toString();
    if (COUNT_PLAIN.contains(plain)) {
      require(text.equals("1"), "member.count", name, value);
    } else if (CALLBACK_PLAIN.contains(plain)) {
      require(NEUTRAL.contains(text), "member.callback", name, value);
    } else if (SOUND_PLAIN.contains(plain)) {
      boolean usual = NEUTRAL.contains(text) && !text.equals("false");
      require(usual || text.equals("true"), "member.unsupported", name, value);
    } else if (UNSUPPORTED_PLAIN.contains(plain)) {
      require(NEUTRAL.contains(text), "member.unsupported", name, value);
    } else {
      suggestion(plain)
          .or(() -> NEUTRAL.contains(text) ? Optional.empty() : suggestionByWord(name))
          .ifPresent(meant -> {
            throw ApiError.invalid("member.unknown", Printable.of(name), meant);
          });
    }
  }

  private static void require(boolean fine, String key, String name, JsonNode value) {
    if (!fine) {
      throw ApiError.invalid(key, name, JsonBody.shown(value));
    }
  }

  private static Optional<String> suggestion(String plain) {
    Optional<String> known = Optional.ofNullable(INSTEAD_BY_PLAIN.get(plain)).map(INSTEAD::get);
    return known.isPresent()
        ? known
        : Similar.to(plain, UNDERSTOOD_BY_PLAIN.keySet(), MOST_EDITS).stream()
            .map(near -> UNDERSTOOD_BY_PLAIN.getOrDefault(near, near))
            .findFirst();
  }

  private static Optional<String> suggestionByWord(String name) {
    return WORDS
        .splitAsStream(name)
        .flatMap(word -> Optional.ofNullable(BY_WORD.get(word.toLowerCase(Locale.ROOT))).stream())
        .findFirst();
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
