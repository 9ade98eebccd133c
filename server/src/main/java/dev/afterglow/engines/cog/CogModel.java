package dev.afterglow.engines.cog;

import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.ModelFile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A model in a Cog container: the {@code input} it takes and what it makes.
 *
 * @param output where the film stands in an answer, as JSON pointers of which the first counts that
 *     leads to a text
 */
public record CogModel(ModelFile file, List<String> output) {
  /** The models that there are files of. */
  public static final Descriptions<CogModel> MODELS =
      new Descriptions<>(
          CogModel.class, ".json", List.of("plain", "wan-2.2"), file -> file.as(CogModel::of));

  private static final Pattern POINTER = Pattern.compile("(?:/[^/]+)+");

  public CogModel {
    output = List.copyOf(output);
  }

  private static CogModel of(Fields fields) {
    ModelFile model = ModelFile.read(fields);
    List<String> output = fields.texts("output", POINTER, "pointer");
    return new CogModel(
        model, output.isEmpty() ? List.of("/output", "/output/0", "/output/video") : output);
  }
}
