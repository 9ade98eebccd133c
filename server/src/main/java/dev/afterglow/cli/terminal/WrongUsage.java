package dev.afterglow.cli.terminal;

import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in one line what is wrong with a command line, in the user's language, and in a second one
 * where help is. The parser's own words are English.
 */
public final class WrongUsage implements IParameterExceptionHandler {
  private static final String LANGUAGE = "--lang";

  private final Language language;

  /**
   * @param language where the command line has no {@code --lang}
   */
  public WrongUsage(Language language) {
    this.language = language;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    Texts texts = ProgramTexts.in(named(arguments).orElse(language));
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    if (wantsToKnowAll(wrong)) {
      command.usage(err);
    } else {
      err.println(reason(wrong, texts));
      err.println(texts.text("usage.see", command.getCommandSpec().qualifiedName()));
    }
    err.flush();
    return ExitCode.USAGE;
  }

  /** Whether the program was called by its name alone, as newcomers do. */
  private static boolean wantsToKnowAll(ParameterException wrong) {
    return wrong.getClass() == ParameterException.class
        && wrong.getArgSpec() == null
        && wrong.getCommandLine().getParent() == null;
  }

  /** What {@code --lang} says on a command line, be the rest of it right or wrong. */
  public static Optional<Language> named(String... arguments) {
    String said = "";
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith(LANGUAGE + "=")) {
        said = arguments[i].substring(LANGUAGE.length() + 1);
      } else if (arguments[i].equals(LANGUAGE) && i + 1 < arguments.length) {
        said = arguments[i + 1];
      }
    }
    return Language.named(said);
  }

  private static String reason(ParameterException wrong, Texts texts) {
    return switch (wrong) {
      case UnmatchedArgumentException unknown -> unknown(unknown, texts);
      case MissingParameterException missing -> missing(missing.getMissing(), texts);
      case UsageRefused own -> String.valueOf(own.getMessage());
      case OverwrittenOptionException twice ->
          texts.text("usage.twice", name(twice.getOverwritten()));
      default -> other(wrong, texts);
    };
  }

  private static String unknown(UnmatchedArgumentException unknown, Texts texts) {
    List<String> rest = unknown.getUnmatched(); // with all that comes after it
    String first = rest.getFirst();
    if (unknown.isUnknownOption()) {
      String option = first.substring(0, (first + "=").indexOf('='));
      return texts.text("usage.option", option) + suggestions(unknown, texts);
    }
    if (!unknown.getCommandLine().getSubcommands().isEmpty()) {
      return texts.text("usage.command", first) + suggestions(unknown, texts);
    }
    List<String> surplus = rest.stream().takeWhile(word -> !word.startsWith("-")).toList();
    return texts.text("usage.surplus", surplus.isEmpty() ? first : String.join(" ", surplus));
  }

  private static String suggestions(UnmatchedArgumentException unknown, Texts texts) {
    List<String> near = unknown.getSuggestions();
    return near.isEmpty() ? "" : texts.text("usage.near", texts.choice(near));
  }

  private static String missing(List<ArgSpec> missing, Texts texts) {
    if (missing.size() == 1 && missing.getFirst() instanceof OptionSpec option) {
      return texts.text(
          option.required() ? "usage.required" : "usage.valueless",
          option.longestName(),
          option.paramLabel());
    }
    return texts.text("usage.missing", texts.list(missing.stream().map(WrongUsage::name).toList()));
  }

  private static String other(ParameterException wrong, Texts texts) {
    Optional<ArgSpec> place = Optional.ofNullable(wrong.getArgSpec());
    if (place.isEmpty()) {
      boolean group = !wrong.getCommandLine().getSubcommands().isEmpty();
      return group
          ? texts.text("usage.which", texts.list(commands(wrong.getCommandLine())))
          : texts.text("usage.other");
    }
    String value = Optional.ofNullable(wrong.getValue()).orElse("");
    return texts.text("usage.value", name(place.get()), value, accepted(place.get(), wrong, texts));
  }

  private static List<String> commands(CommandLine group) {
    return group.getSubcommands().entrySet().stream()
        .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What a place takes: a whole number, one of a few words, or what its own reader says. */
  private static String accepted(ArgSpec place, ParameterException wrong, Texts texts) {
    Class<?> type = place.auxiliaryTypes()[0];
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return texts.text("usage.number");
    }
    if (type == boolean.class || type == Boolean.class) {
      return texts.choice(List.of("true", "false"));
    }
    if (type.isEnum()) {
      return texts.choice(List.of(place.paramLabel().split("\\|")));
    }
    return wrong.getCause() instanceof TypeConversionException own
        ? String.valueOf(own.getMessage())
        : place.paramLabel();
  }

  private static String name(ArgSpec place) {
    return place instanceof OptionSpec option ? option.longestName() : place.paramLabel();
  }
}
