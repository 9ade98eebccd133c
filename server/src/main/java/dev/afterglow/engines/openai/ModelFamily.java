package dev.afterglow.engines.openai;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capabilities.Lengths;
import dev.afterglow.engines.Capabilities.Sizes;
import dev.afterglow.engines.Size;
import dev.afterglow.remote.JsonDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What models of one kind can make, whoever serves them.
 *
 * @param framesPerSecond what an engine is asked for that wants to be told
 */
public record ModelFamily(Capabilities capabilities, int framesPerSecond) {
  private static final String FILE = "families.json";
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{1,4})x([1-9]\\d{1,4})");
  private static final Set<String> MEMBERS =
      Set.of(
          "comment",
          "sizes",
          "multiple",
          "shortest",
          "longest",
          "pixels",
          "seconds",
          "from",
          "to",
          "fps",
          "audio",
          "text",
          "picture");

  public ModelFamily {
    if (framesPerSecond < 1) {
      throw new IllegalArgumentException("frames per second: " + framesPerSecond);
    }
  }

  /** The names of those that are shipped. */
  public static List<String> names() {
    return shipped().root().propertyNames().stream().sorted().toList();
  }

  /**
   * One that is shipped.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static ModelFamily shipped(String name) {
    return of(shipped(), name);
  }

  /**
   * One of the operator's own file, which has the shape of the shipped one.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if something in it is wrong
   */
  public static ModelFamily read(Path file, String name) throws IOException {
    return of(JsonDocument.read(file), name);
  }

  private static JsonDocument shipped() {
    return JsonDocument.shipped(ModelFamily.class, FILE);
  }

  private static ModelFamily of(JsonDocument all, String name) {
    JsonDocument family =
        all.object(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "model family: "
                        + name
                        + " (expected: "
                        + String.join(", ", all.root().propertyNames().stream().sorted().toList())
                        + ")"));
    family.requireOnly(MEMBERS);
    OptionalInt framesPerSecond = family.number("fps");
    Capabilities capabilities =
        new Capabilities(
            sizes(family),
            lengths(family),
            framesPerSecond,
            !family.root().has("text") || family.flag("text"),
            !family.root().has("picture") || family.flag("picture"),
            family.flag("audio"),
            false);
    return new ModelFamily(capabilities, framesPerSecond.orElse(24));
  }

  private static Sizes sizes(JsonDocument family) {
    List<String> listed = family.texts("sizes");
    if (listed.isEmpty()) {
      return new Sizes.Free(
          family.required("multiple"),
          family.required("shortest"),
          family.required("longest"),
          family.required("pixels"));
    }
    return new Sizes.Listed(listed.stream().map(size -> size(family, size)).toList());
  }

  private static Size size(JsonDocument family, String written) {
    Matcher size = SIZE.matcher(written);
    if (!size.matches()) {
      throw family.wrong("sizes", written + " (expected: such as 1280x720)");
    }
    return new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)));
  }

  private static Lengths lengths(JsonDocument family) {
    if (!family.root().has("seconds")) {
      return new Lengths.Between(family.required("from"), family.required("to"));
    }
    return new Lengths.Listed(
        family
            .root()
            .path("seconds")
            .valueStream()
            .map(second -> {
              if (!second.isInt()) {
                throw family.wrong("seconds", "expected a list of whole numbers");
              }
              return second.intValue();
            })
            .toList());
  }
}
