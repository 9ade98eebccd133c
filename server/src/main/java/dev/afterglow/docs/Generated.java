package dev.afterglow.docs;

import dev.afterglow.http.ErrorKind;
import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What pages say that the code knows better than anybody who writes: settings, refusals, statuses,
 * samples. A page has a line {@code <!-- name arguments -->} where it is to stand.
 */
final class Generated {
  private final Texts texts;
  private final Docs.Facts facts;
  private final JsonNode description;
  private final Reference reference;

  Generated(Texts texts, Docs.Facts facts) {
    this.texts = texts;
    this.facts = facts;
    this.description = facts.description().get();
    this.reference = new Reference(description, texts);
  }

  Language language() {
    return texts.language();
  }

  Texts texts() {
    return texts;
  }

  Reference reference() {
    return reference;
  }

  /**
   * The Markdown for a line of a page.
   *
   * @throws IllegalArgumentException if there is nothing of this name
   */
  String text(String name, List<String> arguments) {
    return switch (name) {
      case "settings" -> facts.settings().apply(texts.language());
      case "engine-settings" -> facts.engineSettings().apply(texts.language());
      case "errors" -> errors();
      case "failures" -> failures();
      case "responses" -> reference.statuses(arguments.getFirst());
      case "samples" -> samples(arguments.getFirst());
      default -> throw new IllegalArgumentException("nothing makes " + name);
    };
  }

  /** Every refusal there is: its status and type, what it says, and what to do. */
  private String errors() {
    StringBuilder table = new StringBuilder(texts.raw("docs.errors.head"));
    table.append("\n|---|---|---|---|\n");
    for (ErrorKind kind : ErrorKind.values()) {
      table.append(
          String.format(
              Locale.ROOT,
              "| `%d` | `%s` | %s | %s |\n",
              kind.status(),
              kind.type(),
              texts.raw(kind.textKey()),
              texts.raw("docs.error." + kind.status())));
    }
    return table.toString();
  }

  /** Why a task can fail: the word for programs, and the sentence for people. */
  private String failures() {
    JsonNode reasons =
        description.at("/components/schemas/Task/properties/error/properties/reason/enum");
    StringBuilder table = new StringBuilder(texts.raw("docs.failures.head"));
    table.append("\n|---|---|\n");
    for (JsonNode reason : reasons) {
      String word = reason.asString();
      table.append("| `" + word + "` | " + texts.raw("failure." + word) + " |\n");
    }
    return table.toString();
  }

  private static String samples(String call) {
    Snippets.Call wanted = Snippets.Call.valueOf(call.toUpperCase(Locale.ROOT));
    return Arrays.stream(CodeLanguage.values())
        .map(language ->
            "```"
                + language.fence()
                + " tab="
                + language.label()
                + "\n"
                + Snippets.code(wanted, language)
                + "\n```\n")
        .collect(Collectors.joining("\n"));
  }
}
