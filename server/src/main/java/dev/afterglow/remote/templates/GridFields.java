package dev.afterglow.remote.templates;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capabilities.Lengths;
import dev.afterglow.engines.Capabilities.Sizes;
import dev.afterglow.engines.Size;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a template says that its model makes: {@code sizes} (such as {@code 1280x720}), {@code
 * seconds} (a list, or {@code 2..15}), {@code fps} and {@code audio}.
 */
public final class GridFields {
  private static final Pattern SIZE = Pattern.compile("(\\d{2,5})x(\\d{2,5})");
  private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,2}");
  private static final Pattern RANGE = Pattern.compile("([1-9]\\d{0,2})\\.\\.([1-9]\\d{0,2})");
  private static final Sizes NO_SIZES = new Sizes.Listed(List.of(new Size(1, 1)));
  private static final Lengths NO_LENGTHS = new Lengths.Listed(List.of(1));

  private GridFields() {}

  /** Reads them; whether films start from text and pictures, the caller knows. */
  public static Capabilities read(Fields fields, boolean fromText, boolean fromPicture) {
    Sizes sizes = sizes(fields);
    Lengths lengths = lengths(fields);
    int framesPerSecond = fields.whole("fps", 1, 240, 0);
    boolean audio = fields.flag("audio", false);
    return new Capabilities(
        sizes,
        lengths,
        framesPerSecond == 0 ? OptionalInt.empty() : OptionalInt.of(framesPerSecond),
        fromText || !fromPicture,
        fromPicture,
        audio,
        false);
  }

  private static Sizes sizes(Fields fields) {
    if (!fields.has("sizes")) {
      fields.missing("sizes", "sizes");
      return NO_SIZES;
    }
    List<Size> sizes = fields.texts("sizes", SIZE, "sizes").stream().map(GridFields::size).toList();
    return sizes.isEmpty() ? NO_SIZES : new Sizes.Listed(sizes);
  }

  private static Size size(String written) {
    Matcher size = SIZE.matcher(written);
    if (!size.matches()) {
      throw new IllegalStateException(written);
    }
    return new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
  }

  private static Lengths lengths(Fields fields) {
    JsonNode value = fields.get("seconds");
    if (value.isMissingNode()) {
      fields.missing("seconds", "seconds");
      return NO_LENGTHS;
    }
    Matcher range = RANGE.matcher(value.isString() ? value.asString() : "");
    if (range.matches()) {
      int shortest = Integer.parseInt(range.group(1));
      int longest = Integer.parseInt(range.group(2));
      if (shortest <= longest) {
        return new Lengths.Between(shortest, longest);
      }
      fields.wrong("seconds", "seconds");
      return NO_LENGTHS;
    }
    List<Integer> seconds =
        fields.texts("seconds", SECONDS, "seconds").stream().map(Integer::valueOf).toList();
    return seconds.isEmpty() ? NO_LENGTHS : new Lengths.Listed(seconds);
  }
}
