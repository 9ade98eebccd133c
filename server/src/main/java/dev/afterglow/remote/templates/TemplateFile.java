package dev.afterglow.remote.templates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A template in YAML, of which JSON is a part: one that is shipped, or a file of the operator's.
 *
 * @param name the file's path or the shipped template's name, for messages
 */
public record TemplateFile(String name, JsonNode document) {
  private static final int MOST_BYTES = 256 << 10;
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * The operator's own file.
   *
   * @throws TemplateRefused if it cannot be read
   */
  public static TemplateFile read(Path file) throws TemplateRefused {
    try (InputStream in = Files.newInputStream(file)) {
      return parsed(file.toString(), in);
    } catch (IOException _) {
      throw refused(file.toString(), Problem.Kind.UNREADABLE, "", "no-file", List.of());
    }
  }

  /**
   * A template that is shipped.
   *
   * @param owner the class beside whose package the templates lie
   * @param ending such as {@code .yaml}
   * @param names every template that is shipped
   * @throws TemplateRefused if there is none of this name
   */
  public static TemplateFile shipped(Class<?> owner, String name, String ending, List<String> names)
      throws TemplateRefused {
    if (!names.contains(name)) {
      Optional<String> similar = Fields.similar(name, names);
      throw similar.isPresent()
          ? refused(name, Problem.Kind.UNREADABLE, "", "template-similar", List.of(similar.get()))
          : refused(
              name, Problem.Kind.UNREADABLE, "", "no-template", List.of(String.join(", ", names)));
    }
    try (InputStream in = owner.getResourceAsStream(name + ending)) {
      if (in == null) {
        throw new IllegalStateException("the template " + name + " is not shipped");
      }
      return parsed(name, in);
    } catch (IOException e) {
      throw new IllegalStateException("the template " + name + " cannot be read", e);
    }
  }

  /**
   * What the file describes, member by member.
   *
   * @param reader goes on after a mistake with something harmless, so that all are told together
   * @throws TemplateRefused with everything that is wrong, members included that nobody asked for
   */
  public <T> T as(Function<Fields, T> reader) throws TemplateRefused {
    List<Problem> problems = new ArrayList<>();
    Fields fields = Fields.of(document, problems);
    T described = reader.apply(fields);
    fields.end();
    if (!problems.isEmpty()) {
      throw new TemplateRefused(name, problems);
    }
    return described;
  }

  private static TemplateFile parsed(String name, InputStream in)
      throws IOException, TemplateRefused {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw refused(
          name, Problem.Kind.UNREADABLE, "", "too-long", List.of(Integer.toString(MOST_BYTES)));
    }
    try {
      return new TemplateFile(name, YAML.readTree(new String(bytes, StandardCharsets.UTF_8)));
    } catch (JacksonException e) {
      String line = Integer.toString(Math.max(1, e.getLocation().getLineNr()));
      throw refused(name, Problem.Kind.SYNTAX, line, "", List.of());
    }
  }

  private static TemplateRefused refused(
      String name, Problem.Kind kind, String value, String accepted, List<String> details) {
    return new TemplateRefused(name, List.of(new Problem("", kind, value, accepted, details)));
  }
}
