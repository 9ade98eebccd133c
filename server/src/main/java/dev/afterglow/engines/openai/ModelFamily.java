package dev.afterglow.engines.openai;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capabilities.Lengths;
import dev.afterglow.engines.Capabilities.Sizes;
import dev.afterglow.engines.Size;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.Problem;
import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What models of one kind can make, whoever serves them.
 *
 * @param framesPerSecond what an engine is asked for that wants to be told
 */
public record ModelFamily(Capabilities capabilities, int framesPerSecond) {
  private static final List<String> FILE = List.of("families");
  private static final Pattern SIZE = Pattern.compile("[1-9]\\d{1,4}x[1-9]\\d{1,4}");
  private static final Pattern SECONDS = Pattern.compile("[1-9]\\d{0,3}");
  private static final int USUAL_FRAMES = 24;
  private static final int MOST_FRAMES = 240;
  private static final int LONGEST_SIDE = 16_384;
  private static final int LONGEST_SECONDS = 3_600;
  private static final Sizes NO_SIZES = new Sizes.Listed(List.of(new Size(1, 1)));

  public ModelFamily {
    if (framesPerSecond < 1) {
      throw new IllegalArgumentException("frames per second: " + framesPerSecond);
    }
  }

  /** The names of those that are shipped. */
  public static List<String> names() {
    return shipped().document().propertyNames().stream().sorted().toList();
  }

  /**
   * One that is shipped.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static ModelFamily shipped(String name) {
    try {
      return of(shipped(), name);
    } catch (TemplateRefused e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * One of the operator's own file, which has the shape of the shipped one.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static ModelFamily read(Path file, String name) throws TemplateRefused {
    return of(TemplateFile.read(file), name);
  }

  private static TemplateFile shipped() {
    try {
      return TemplateFile.shipped(ModelFamily.class, FILE.getFirst(), ".json", FILE);
    } catch (TemplateRefused e) {
      throw new IllegalStateException(e);
    }
  }

  private static ModelFamily of(TemplateFile all, String name) throws TemplateRefused {
    List<Problem> problems = new ArrayList<>();
    ModelFamily family =
        Fields.of(all.document(), problems)
            .entry(name)
            .map(ModelFamily::of)
            .orElse(new ModelFamily(capabilities(NO_SIZES, new Lengths.Between(1, 1)), 1));
    if (!problems.isEmpty()) {
      throw new TemplateRefused(all.name(), problems);
    }
    return family;
  }

  private static ModelFamily of(Fields fields) {
    fields.get("comment");
    int framesPerSecond = fields.whole("fps", 1, MOST_FRAMES, 0);
    boolean text = fields.flag("text", true);
    boolean picture = fields.flag("picture", true);
    if (!text && !picture) {
      fields.wrong("picture", "choice", "true");
    }
    Capabilities capabilities =
        new Capabilities(
            sizes(fields),
            lengths(fields),
            framesPerSecond == 0 ? OptionalInt.empty() : OptionalInt.of(framesPerSecond),
            text || !picture,
            picture,
            fields.flag("audio", false),
            false);
    fields.end();
    return new ModelFamily(capabilities, framesPerSecond == 0 ? USUAL_FRAMES : framesPerSecond);
  }

  private static Capabilities capabilities(Sizes sizes, Lengths lengths) {
    return new Capabilities(sizes, lengths, OptionalInt.empty(), true, true, false, false);
  }

  private static Sizes sizes(Fields fields) {
    if (!fields.has("sizes")) {
      int shortest = needWhole(fields, "shortest", LONGEST_SIDE);
      int longest = needWhole(fields, "longest", LONGEST_SIDE);
      if (longest < shortest) {
        fields.wrong("longest", "whole", Integer.toString(shortest), "" + LONGEST_SIDE);
      }
      return new Sizes.Free(
          needWhole(fields, "multiple", LONGEST_SIDE),
          shortest,
          Math.max(shortest, longest),
          needWhole(fields, "pixels", LONGEST_SIDE * LONGEST_SIDE));
    }
    List<Size> listed =
        fields.texts("sizes", SIZE, "sizes").stream().map(ModelFamily::size).toList();
    return listed.isEmpty() ? NO_SIZES : new Sizes.Listed(listed);
  }

  private static Size size(String written) {
    int x = written.indexOf('x');
    return new Size(
        Integer.parseInt(written.substring(0, x)), Integer.parseInt(written.substring(x + 1)));
  }

  private static Lengths lengths(Fields fields) {
    if (!fields.has("seconds")) {
      int from = needWhole(fields, "from", LONGEST_SECONDS);
      int to = needWhole(fields, "to", LONGEST_SECONDS);
      if (to < from) {
        fields.wrong("to", "whole", Integer.toString(from), "" + LONGEST_SECONDS);
      }
      return new Lengths.Between(from, Math.max(from, to));
    }
    List<Integer> seconds =
        fields.texts("seconds", SECONDS, "seconds").stream().map(Integer::valueOf).toList();
    return seconds.isEmpty() ? new Lengths.Between(1, 1) : new Lengths.Listed(seconds);
  }

  private static int needWhole(Fields fields, String name, int most) {
    if (!fields.has(name)) {
      fields.missing(name, "whole", "1", Integer.toString(most));
    }
    return fields.whole(name, 1, most, 1);
  }
}
