package dev.afterglow.engines.cog;

import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.ModelFile;
import dev.afterglow.remote.templates.Problem;
import dev.afterglow.remote.templates.TemplateFile;
import dev.afterglow.remote.templates.TemplateRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A model in a Cog container: the {@code input} it takes and what it makes.
 *
 * @param output where the film stands in an answer, as JSON pointers of which the first counts that
 *     leads to a text
 */
public record CogModel(ModelFile file, List<String> output) {
  /** The models whose files are shipped. */
  public static final List<String> SHIPPED = List.of("plain", "wan-2.2");

  private static final Pattern POINTER = Pattern.compile("(?:/[^/]+)+");

  public CogModel {
    output = List.copyOf(output);
  }

  /**
   * A model whose file is shipped, by its name there.
   *
   * @throws TemplateRefused if there is none
   */
  public static CogModel shipped(String name) throws TemplateRefused {
    return of(TemplateFile.shipped(CogModel.class, name, ".json", SHIPPED));
  }

  /**
   * A model in a file of the operator's.
   *
   * @throws TemplateRefused with everything that is wrong with it
   */
  public static CogModel read(Path file) throws TemplateRefused {
    return of(TemplateFile.read(file));
  }

  private static CogModel of(TemplateFile file) throws TemplateRefused {
    List<Problem> problems = new ArrayList<>();
    Fields fields = Fields.of(file.document(), problems);
    ModelFile model = ModelFile.read(fields);
    List<String> output = fields.texts("output", POINTER, "pointer");
    fields.end();
    if (!problems.isEmpty()) {
      throw new TemplateRefused(file.name(), problems);
    }
    return new CogModel(
        model, output.isEmpty() ? List.of("/output", "/output/0", "/output/video") : output);
  }
}
