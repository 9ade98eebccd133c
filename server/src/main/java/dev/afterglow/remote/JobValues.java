package dev.afterglow.remote;

import dev.afterglow.engines.Job;
import dev.afterglow.engines.NativeFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The values of a job by the names that templates use for them. */
public final class JobValues {
  /** Every name that may stand in a template. */
  public static final List<String> NAMES =
      List.of(
          "id",
          "uuid",
          "model",
          "prompt",
          "seconds",
          "width",
          "height",
          "size",
          "aspect",
          "orientation",
          "resolution",
          "frames",
          "fps",
          "seed",
          "seed31",
          "audio",
          "image",
          "image_base64",
          "image_type",
          "image_url");

  private final Map<String, JsonNode> byName = new LinkedHashMap<>();

  /**
   * The values of a job.
   *
   * @param model the name under which the engine knows its model
   * @param framesPerSecond what {@code fps} and {@code frames} (seconds times it) are
   */
  public JobValues(Job job, String model, int framesPerSecond) {
    NativeFormat format = job.format();
    text("id", job.id());
    text("uuid", JobUuid.of(job.id()));
    text("model", model);
    text("prompt", job.prompt());
    number("seconds", format.seconds());
    number("width", format.width());
    number("height", format.height());
    text("size", format.width() + "x" + format.height());
    text("aspect", aspect(format));
    text("orientation", format.height() > format.width() ? "portrait" : "landscape");
    text("resolution", Math.min(format.width(), format.height()) + "p");
    number("fps", framesPerSecond);
    number("frames", (long) format.seconds() * framesPerSecond);
    number("seed", job.seed() & Long.MAX_VALUE);
    number("seed31", job.seed() & Integer.MAX_VALUE);
    job.picture().ifPresent(picture -> text("image_type", picture.format().mediaType()));
  }

  /** The same with a value more, or another one in its place. */
  public JobValues with(String name, String value) {
    text(name, value);
    return this;
  }

  /** The same with a yes or no more. */
  public JobValues with(String name, boolean value) {
    byName.put(name, JsonNodeFactory.instance.booleanNode(value));
    return this;
  }

  /** The same with a value of any type in another one's place. */
  public JobValues with(String name, JsonNode value) {
    byName.put(name, value);
    return this;
  }

  /** A value by its name; empty if this job has none. */
  public Optional<JsonNode> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The vendors' name for a shape: 16:9 or 9:16, and 1:1 for a square. */
  private static String aspect(NativeFormat format) {
    if (format.width() == format.height()) {
      return "1:1";
    }
    return format.width() > format.height() ? "16:9" : "9:16";
  }

  private void text(String name, String value) {
    byName.put(name, JsonNodeFactory.instance.stringNode(value));
  }

  private void number(String name, long value) {
    byName.put(name, JsonNodeFactory.instance.numberNode(value));
  }
}
