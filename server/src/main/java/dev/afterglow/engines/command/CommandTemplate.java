package dev.afterglow.engines.command;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Job;
import dev.afterglow.remote.JobValues;
import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.Fields;
import dev.afterglow.remote.templates.GridFields;
import dev.afterglow.remote.templates.ModelFile;
import dev.afterglow.remote.templates.TextTemplate;
import dev.afterglow.remote.templates.ValueMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How a program is called: its name and arguments with gaps for a job's values. No shell reads
 * them, and a value is always within one argument. Arguments in a list of their own are left out
 * together where one of their gaps has no value, such as {@code [--image, "{{image_file}}"]}.
 *
 * @param progress finds how far the program is in what it says: one group for a percentage, two for
 *     a part of a whole
 * @param ending of the film's file, without the dot
 * @param refusedExit the exit code by which the program says that it refuses content; 0 for none
 */
public record CommandTemplate(
    List<Argument> command,
    Optional<Pattern> progress,
    String ending,
    int refusedExit,
    Capabilities capabilities,
    int extraFrames,
    ValueMaps values) {
  /** The programs that there are templates of. */
  public static final Descriptions<CommandTemplate> TEMPLATES =
      new Descriptions<>(
          CommandTemplate.class,
          ".yaml",
          List.of("stable-diffusion.cpp", "diffusers"),
          file -> file.as(CommandTemplate::of));

  static final String OUTPUT = "output";
  static final String IMAGE_FILE = "image_file";
  static final String PROMPT_FILE = "prompt_file";

  /** Every name that may stand in a command. */
  private static final List<String> NAMES =
      Stream.concat(
              JobValues.NAMES.stream().filter(name -> !name.startsWith("image")),
              Stream.of(OUTPUT, IMAGE_FILE, PROMPT_FILE))
          .toList();

  private static final Pattern PROGRAM = Pattern.compile("[^\\x00-\\x1F{}]{1,1000}");
  private static final Pattern ANYTHING = Pattern.compile("(?s).{1,1000}");

  public CommandTemplate {
    command = List.copyOf(command);
  }

  /** Arguments that stand together or are left out together. */
  public record Argument(List<TextTemplate> parts) {
    public Argument {
      parts = List.copyOf(parts);
    }
  }

  private static CommandTemplate of(Fields fields) {
    List<Argument> command = command(fields);
    boolean picture = command.stream().anyMatch(argument -> mentions(argument, IMAGE_FILE));
    CommandTemplate template =
        new CommandTemplate(
            command,
            progress(fields),
            fields.choice(
                "ending", Map.of("mp4", "mp4", "webm", "webm", "avi", "avi", "mkv", "mkv"), "mp4"),
            fields.whole("refused-exit", 0, 255, 0),
            GridFields.read(fields, fields.flag("from-text", true), picture),
            fields.whole("extra-frames", 0, 16, 0),
            ValueMaps.read(fields));
    return template;
  }

  /** The whole command for a job. */
  List<String> filled(JobValues values, Map<String, String> files) {
    List<String> filled = new ArrayList<>();
    for (Argument argument : command) {
      boolean whole =
          argument.parts().stream()
              .flatMap(part -> TextTemplate.braced(part.text()).stream())
              .allMatch(name -> value(name, values, files).isPresent());
      if (whole) {
        argument.parts().forEach(part -> filled.add(part.filled(n -> value(n, values, files))));
      }
    }
    return filled;
  }

  /** The values of a job; the name of the one for which there is no word is added to the list. */
  JobValues values(Job job, List<String> wordless) {
    JobValues filled = ModelFile.values(job, capabilities.framesPerSecond(), extraFrames);
    values.apply(filled).ifPresent(wordless::add);
    return filled;
  }

  private static Optional<String> value(String name, JobValues values, Map<String, String> files) {
    return files.containsKey(name)
        ? Optional.ofNullable(files.get(name))
        : values.of(name).map(JsonNode::asString);
  }

  private static List<Argument> command(Fields fields) {
    if (!fields.has("command")) {
      fields.missing("command", "command");
      return List.of();
    }
    List<Argument> command = new ArrayList<>();
    for (JsonNode entry : fields.get("command")) {
      List<TextTemplate> parts = new ArrayList<>();
      for (JsonNode part : entry.isArray() ? entry.values() : List.of(entry)) {
        if (!part.isValueNode() || part.isNull()) {
          fields.wrong("command", "command");
          return List.of();
        }
        parts.add(new TextTemplate(part.asString()));
      }
      command.add(new Argument(parts));
    }
    command.stream()
        .flatMap(argument -> argument.parts().stream())
        .flatMap(part -> part.unknownGap(NAMES).stream())
        .forEach(name -> fields.wrongValue("command", name, "gap", String.join(", ", NAMES)));
    boolean program =
        !command.isEmpty()
            && PROGRAM.matcher(command.getFirst().parts().getFirst().text()).matches();
    if (!program || command.stream().noneMatch(argument -> mentions(argument, OUTPUT))) {
      fields.wrong("command", "command");
    }
    return command;
  }

  private static Optional<Pattern> progress(Fields fields) {
    Optional<String> written = fields.text("progress", ANYTHING, "regex");
    try {
      Optional<Pattern> pattern = written.map(Pattern::compile);
      if (pattern.isPresent() && pattern.get().matcher("").groupCount() < 1) {
        fields.wrong("progress", "regex");
      }
      return pattern;
    } catch (PatternSyntaxException _) {
      fields.wrong("progress", "regex");
      return Optional.empty();
    }
  }

  private static boolean mentions(Argument argument, String name) {
    return argument.parts().stream()
        .anyMatch(part -> TextTemplate.braced(part.text()).contains(name));
  }
}
