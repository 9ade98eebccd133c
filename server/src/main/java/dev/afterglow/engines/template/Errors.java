package dev.afterglow.engines.template;

import dev.afterglow.engines.Failure;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.templates.Fields;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the vendor says that something went wrong: where a code and a text stand, and what codes
 * mean. A code that ends in {@code *} stands for all that begin so.
 *
 * @param codeIsStatus whether a code from 400 to 599 counts as the HTTP status
 * @param contentWords parts of texts, in lower case, that refuse content
 */
record Errors(
    Pointers code,
    Pointers text,
    boolean codeIsStatus,
    Map<Meaning, List<String>> codes,
    List<String> contentWords) {
  private static final Pattern ANY = Pattern.compile("[^\\p{Cntrl}]{1,100}");
  private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");

  /** What a code means. */
  enum Meaning {
    /** No error. */
    OK,
    /** This content is refused. */
    CONTENT,
    /** This input cannot be used. */
    INPUT,
    /** The operator's key, account or balance. */
    CREDENTIAL,
    /** Later, perhaps; no job exists. */
    BUSY,
    /** There is no such job. */
    LOST,
    /** A job may exist all the same. */
    UNCLEAR,
    /** Nothing that the template knows. */
    OTHER
  }

  /** Reads the member {@code errors}, which may be missing. */
  static Errors read(Fields template) {
    Map<Meaning, List<String>> codes = new EnumMap<>(Meaning.class);
    Pointers none = new Pointers(List.of());
    Optional<Fields> given = template.object("errors");
    if (given.isEmpty()) {
      return new Errors(none, none, false, codes, List.of());
    }
    Fields fields = given.get();
    for (Meaning meaning : Meaning.values()) {
      if (meaning != Meaning.OTHER) {
        codes.put(meaning, fields.texts(meaning.name().toLowerCase(Locale.ROOT), ANY, "texts"));
      }
    }
    Errors errors =
        new Errors(
            Pointers.read(fields, "code"),
            Pointers.read(fields, "text"),
            fields.flag("code-is-status", false),
            codes,
            fields.texts("content-words", ANY, "texts").stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList());
    fields.end();
    return errors;
  }

  /** The answer under the status that its body names, where the vendor writes it there. */
  VendorAnswer rightly(VendorAnswer answer) {
    Optional<String> named = code.text(answer).filter(c -> STATUS.matcher(c).matches());
    return codeIsStatus && answer.isSuccess() && named.isPresent()
        ? answer.under(Integer.parseInt(named.get()))
        : answer;
  }

  Meaning meaning(VendorAnswer answer) {
    Optional<String> found = code.text(answer);
    if (found.isEmpty()) {
      return Meaning.OTHER;
    }
    return codes.entrySet().stream()
        .filter(list -> list.getValue().stream().anyMatch(c -> matches(c, found.get())))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Meaning.OTHER);
  }

  /** Whether an answer's code is one of these. */
  boolean isOneOf(VendorAnswer answer, List<String> words) {
    Optional<String> found = code.text(answer);
    return words.stream()
        .anyMatch(word ->
            (word.equalsIgnoreCase("HTTP " + answer.status()) && answer.isObject())
                || (found.isPresent() && matches(word, found.get())));
  }

  /** What the vendor says, for the operator's log. */
  String said(VendorAnswer answer) {
    String code = this.code.text(answer).map(c -> c + ": ").orElse("");
    return "HTTP " + answer.status() + ": " + code + text.text(answer).orElseGet(answer::complaint);
  }

  /** The failure of a job, or a refusal, in the vendor's words. */
  Failure failure(VendorAnswer answer, Failure.Kind otherwise) {
    String said = said(answer);
    String words = said.toLowerCase(Locale.ROOT);
    if (contentWords.stream().anyMatch(words::contains)) {
      return new Failure(Failure.Kind.CONTENT_REFUSED, said);
    }
    return switch (meaning(answer)) {
      case CONTENT -> new Failure(Failure.Kind.CONTENT_REFUSED, said);
      case INPUT -> AnswerRules.failure(said, Failure.Kind.INVALID_INPUT);
      case CREDENTIAL -> AnswerRules.failure(said, Failure.Kind.NO_ACCESS);
      case OK, BUSY, LOST, UNCLEAR, OTHER -> AnswerRules.failure(said, otherwise);
    };
  }

  private static boolean matches(String listed, String code) {
    return listed.endsWith("*")
        ? code.regionMatches(true, 0, listed, 0, listed.length() - 1)
        : listed.equalsIgnoreCase(code);
  }
}
