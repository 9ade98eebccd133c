package dev.afterglow.remote.templates;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Engine.Submission;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.net.RequestBody;
import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.JobValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A model in a template file: what it makes ({@link GridFields}, {@code extra-frames}), the words
 * it uses ({@code values}), and what it is asked with ({@code text}, {@code picture}). A {@code
 * text} with a place for a picture serves both.
 *
 * @param extraFrames frames beyond seconds times frames a second, since most models make 4n+1 or
 *     8n+1 and round down
 */
public record ModelFile(
    Capabilities capabilities,
    int extraFrames,
    ValueMaps values,
    Optional<BodyTemplate> text,
    Optional<BodyTemplate> picture) {
  private static final int USUAL_FRAMES_PER_SECOND = 24;

  /** What a job comes to. */
  public sealed interface Asked {
    /** A body and what fills it. */
    record With(BodyTemplate body, JobValues values) implements Asked {}

    /** The model cannot make such a film. */
    record Unfit(String why) implements Asked {}
  }

  /**
   * Reads a file that has no other members.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static ModelFile read(TemplateFile file) throws TemplateRefused {
    List<Problem> problems = new ArrayList<>();
    Fields fields = Fields.of(file.document(), problems);
    ModelFile model = read(fields);
    fields.end();
    if (!problems.isEmpty()) {
      throw new TemplateRefused(file.name(), problems);
    }
    return model;
  }

  /** Reads the members that every model has; mistakes are added to the fields' problems. */
  public static ModelFile read(Fields fields) {
    Optional<BodyTemplate> text = body(fields, "text");
    Optional<BodyTemplate> picture = body(fields, "picture");
    if (!fields.has("text") && !fields.has("picture")) {
      fields.missing("text", "either", "text, picture");
    }
    if (picture.filter(body -> !body.takesPicture()).isPresent()) {
      fields.wrongValue(
          "picture", "", "picture-body", "{{image}}, {{image_base64}}, {{image_url}}");
    }
    boolean both = picture.isEmpty() && text.filter(BodyTemplate::takesPicture).isPresent();
    Optional<BodyTemplate> fromPicture = both ? text : picture;
    Capabilities capabilities = GridFields.read(fields, text.isPresent(), fromPicture.isPresent());
    int extraFrames = fields.whole("extra-frames", 0, 16, 0);
    ValueMaps values = ValueMaps.read(fields);
    return new ModelFile(capabilities, extraFrames, values, text, fromPicture);
  }

  /** The body for a job, and its values in the model's words. */
  public Asked ask(Job job) {
    Optional<BodyTemplate> body = job.picture().isPresent() ? picture : text;
    if (body.isEmpty()) {
      String from = job.picture().isPresent() ? "pictures" : "text";
      return new Asked.Unfit("this model makes no films from " + from);
    }
    JobValues filled = values(job, capabilities.framesPerSecond(), extraFrames);
    Optional<String> wordless = values.apply(filled);
    return wordless.isPresent()
        ? new Asked.Unfit("the model's file has no word for " + wordless.get())
        : new Asked.With(body.get(), filled);
  }

  /** Orders a job with its body, or refuses it; another engine may have words for it. */
  public Submission order(Job job, Function<RequestBody, Submission> send) {
    return switch (ask(job)) {
      case Asked.Unfit(String why) ->
          new Submission.Refused(new Failure(Failure.Kind.INVALID_INPUT, why), true);
      case Asked.With(BodyTemplate body, JobValues filled) -> send.apply(body.fill(job, filled));
    };
  }

  /** The values of a job, with as many frames as a model has to be asked for. */
  public static JobValues values(Job job, OptionalInt framesPerSecond, int extraFrames) {
    int fps = framesPerSecond.orElse(USUAL_FRAMES_PER_SECOND);
    long frames = (long) job.format().seconds() * fps + extraFrames;
    return new JobValues(job, "", fps).with("frames", JsonNodeFactory.instance.numberNode(frames));
  }

  /** An object with gaps for a job's values; empty if it is missing, or a mistake. */
  public static Optional<JsonNode> order(Fields fields, String name) {
    return fields
        .object(name)
        .map(_ -> fields.get(name))
        .filter(document -> isKnown(fields, name, document));
  }

  private static Optional<BodyTemplate> body(Fields fields, String name) {
    return fields
        .body(name)
        .filter(document -> isKnown(fields, name, document))
        .map(BodyTemplate::new);
  }

  private static boolean isKnown(Fields fields, String name, JsonNode document) {
    Optional<String> unknown = BodyTemplate.unknownGap(document);
    unknown.ifPresent(
        gap -> fields.wrongValue(name, gap, "gap", String.join(", ", JobValues.NAMES)));
    return unknown.isEmpty();
  }
}
