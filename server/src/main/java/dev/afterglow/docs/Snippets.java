package dev.afterglow.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests as code, in the fourteen languages of the contract's examples. Each is a program of its
 * own in the folder {@code docs/samples}, which tests run as it stands; shown to somebody, it has
 * this server's address and what was chosen in the places of what stands in the file.
 */
public final class Snippets {
  private static final String FOLDER = "/dev/afterglow/docs/pages/samples/";

  /** The prompt in the files, and what stands for it while the rest is put in. */
  private static final String PROMPT = "瀑布倾泻而下形成彩虹";

  private static final String GAP = "\uE001";

  /** The length in the files: the number behind the member's name. */
  private static final Pattern DURATION = Pattern.compile("(duration[^0-9\\n]{1,14})8\\b");

  private Snippets() {}

  /** What can be asked for. */
  enum Call {
    /** A film. */
    CREATE,
    /** How a task is, until it has ended, and then its film. */
    WAIT,
    /** What may still be spent. */
    BALANCE;

    /** The name of the files, and behind {@code samples} in pages. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A program.
   *
   * @param id the value of its tab
   * @param label the language's name
   */
  public record Snippet(String id, String label, String code) {}

  /** What is asked for in a request for a film. */
  public record Order(String model, String prompt, int seconds, String resolution, String ratio) {}

  /** A request for a film in every language. */
  public static List<Snippet> create(String base, Order order) {
    return Arrays.stream(CodeLanguage.values())
        .map(language ->
            new Snippet(
                language.id(),
                language.label(),
                ordered(code(Call.CREATE, language), language, base, order)))
        .toList();
  }

  /** A program as it stands in its file. */
  static String code(Call call, CodeLanguage language) {
    String file = FOLDER + language.file(call.word());
    try (InputStream stream = Snippets.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalArgumentException("no sample " + file);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /** What a person wrote goes in last, so that nothing in it is taken for a place of the file. */
  private static String ordered(String code, CodeLanguage language, String base, Order order) {
    String rest =
        code.replace(PROMPT, GAP)
            .replace(Article.NAMED, base)
            .replace("sora-2", order.model())
            .replace("720p", order.resolution())
            .replace("16:9", order.ratio());
    String timed = DURATION.matcher(rest).replaceAll("$1" + order.seconds());
    return timed.replaceAll(GAP, Matcher.quoteReplacement(language.quoted(order.prompt())));
  }
}
