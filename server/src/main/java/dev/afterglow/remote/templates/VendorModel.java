package dev.afterglow.remote.templates;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Failure;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Picture;
import dev.afterglow.net.EngineRequest;
import dev.afterglow.remote.BodyTemplate;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.VendorProtocol.Order;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A model at a vendor: what it makes and how it is ordered. Read from a file, since each model has
 * fields and types of its own.
 *
 * @param id the vendor's name of it, which {@code {{model}}} stands for
 * @param dialect which of the vendor's protocols it is spoken to in
 * @param text how films are ordered from text, where they are
 * @param picture how films are ordered from a picture, where they are
 * @param values the model's words for our values
 * @param pictures which pictures it takes
 */
public record VendorModel(
    String id,
    String dialect,
    Optional<Input> text,
    Optional<Input> picture,
    Capabilities capabilities,
    ValueMaps values,
    Pictures pictures) {
  /** The shape of a vendor's name of a model. */
  public static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@/-]{0,199}");

  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/_.:{}-]{1,300}");
  private static final Pattern TYPE = Pattern.compile("image/(?:jpeg|png|webp)");
  private static final String TYPES = "image/jpeg, image/png, image/webp";
  private static final int MOST_BYTES = 100 << 20;
  private static final int USUAL_BYTES = 10 << 20;
  private static final int USUAL_FRAMES = 24;

  /**
   * One way to order.
   *
   * @param path where the order goes, if not to the vendor's usual place
   */
  public record Input(Optional<TextTemplate> path, JsonNode body) {}

  /**
   * Which pictures a model takes.
   *
   * @param types media types
   * @param bytes the longest file
   */
  public record Pictures(Set<String> types, int bytes) {
    public Pictures {
      types = Set.copyOf(types);
    }

    Optional<String> objection(Picture picture) {
      if (!types.contains(picture.format().mediaType())) {
        return Optional.of("the model takes no " + picture.format().mediaType());
      }
      return picture.bytes().length > bytes
          ? Optional.of("the model takes pictures of " + bytes + " bytes at most")
          : Optional.empty();
    }
  }

  /**
   * A model in a file.
   *
   * @param dialects the adapter's protocols; the first one is meant where a file names none
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static VendorModel of(TemplateFile file, List<String> dialects) throws TemplateRefused {
    return file.as(fields -> of(fields, dialects));
  }

  private static VendorModel of(Fields fields, List<String> dialects) {
    String id = fields.needText("model", ID, "model");
    String dialect =
        fields.choice(
            "dialect",
            dialects.stream().collect(Collectors.toMap(word -> word, word -> word)),
            dialects.getFirst());
    Optional<Input> text = input(fields, "path", "body");
    Optional<Input> picture = input(fields, "picture-path", "picture-body");
    if (!fields.has("body") && !fields.has("picture-body")) {
      fields.missing("body", "either", "body, picture-body");
    }
    if (picture.isPresent() && !new BodyTemplate(picture.get().body()).takesPicture()) {
      fields.wrongValue("picture-body", "", "picture-body", "{{image}}, {{image_base64}}");
    }
    Pictures pictures = pictures(fields);
    Capabilities capabilities =
        GridFields.read(fields, fields.has("body"), fields.has("picture-body"));
    ValueMaps values = ValueMaps.read(fields);
    return new VendorModel(id, dialect, text, picture, capabilities, values, pictures);
  }

  /** The same under another of the vendor's names. */
  public VendorModel called(String other) {
    if (!ID.matcher(other).matches()) {
      throw new IllegalArgumentException("model: not a name that a vendor could have");
    }
    return new VendorModel(other, dialect, text, picture, capabilities, values, pictures);
  }

  /** The same with changed bodies, for what the operator configures beside the model. */
  public VendorModel withBodies(UnaryOperator<JsonNode> change) {
    return new VendorModel(
        id,
        dialect,
        text.map(input -> new Input(input.path(), change.apply(input.body()))),
        picture.map(input -> new Input(input.path(), change.apply(input.body()))),
        capabilities,
        values,
        pictures);
  }

  /** Whether every order carries our own id. */
  public boolean namesJobs() {
    return text.stream().allMatch(VendorModel::namesJobs)
        && picture.stream().allMatch(VendorModel::namesJobs);
  }

  /** Where the order of a job goes: below the file's own path, or the vendor's usual one. */
  public Optional<String> pathOf(Job job) {
    return input(job).flatMap(Input::path).map(TextTemplate::text);
  }

  /**
   * The order of a job.
   *
   * @param usual where orders go for which the file has no path
   * @param finish adds what the vendor wants with every order
   */
  public Order order(Job job, TextTemplate usual, UnaryOperator<EngineRequest> finish) {
    Optional<Input> input = input(job);
    if (input.isEmpty()) {
      boolean pictured = job.picture().isPresent();
      return unfit("this model makes no films from " + (pictured ? "pictures" : "text"));
    }
    Optional<String> objection = job.picture().flatMap(pictures::objection);
    if (objection.isPresent()) {
      return unfit(objection.get());
    }
    JobValues filled = new JobValues(job, id, capabilities.framesPerSecond().orElse(USUAL_FRAMES));
    Optional<String> wordless = values.apply(filled);
    if (wordless.isPresent()) {
      return unfit("the model's file has no word for " + wordless.get());
    }
    TextTemplate path = input.get().path().orElse(usual);
    return Order.send(
        finish.apply(
            EngineRequest.post(
                path.path(name -> filled.of(name).map(JsonNode::asString)),
                new BodyTemplate(input.get().body()).fill(job, filled))));
  }

  private Optional<Input> input(Job job) {
    return job.picture().isPresent() ? picture : text;
  }

  private static boolean namesJobs(Input input) {
    List<String> gaps = TextTemplate.braced(input.body().toString());
    return gaps.contains("id") || gaps.contains("uuid");
  }

  private static Order unfit(String why) {
    return new Order.Unfit(new Failure(Failure.Kind.INVALID_INPUT, why), true);
  }

  private static Optional<Input> input(Fields fields, String pathName, String bodyName) {
    String names = String.join(", ", JobValues.NAMES);
    Optional<TextTemplate> path =
        fields.text(pathName, PATH, "path", "/v1/videos").map(TextTemplate::new);
    path.flatMap(template -> template.unknownGap(JobValues.NAMES))
        .ifPresent(gap -> fields.wrongValue(pathName, gap, "gap", names));
    Optional<JsonNode> body = fields.body(bodyName);
    Optional<String> unknown = body.flatMap(BodyTemplate::unknownGap);
    unknown.ifPresent(gap -> fields.wrongValue(bodyName, gap, "gap", names));
    return unknown.isPresent() ? Optional.empty() : body.map(found -> new Input(path, found));
  }

  private static Pictures pictures(Fields fields) {
    Set<String> types = new HashSet<>(fields.texts("picture-types", TYPE, "choice", TYPES));
    int bytes = fields.whole("picture-bytes", 1, MOST_BYTES, USUAL_BYTES);
    return new Pictures(types.isEmpty() ? Set.of(TYPES.split(", ")) : types, bytes);
  }
}
