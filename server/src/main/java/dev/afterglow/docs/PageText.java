package dev.afterglow.docs;

import dev.afterglow.text.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Markdown of a page, made of a file that is written to be read in the repository as well:
 *
 * <ul>
 *   <li>a line {@code <!-- name arguments -->} becomes what {@link Generated} has for it;
 *   <li>the link to the same page in the other language is left out;
 *   <li>links to other pages get their addresses here, and links to files that are only in the
 *       repository become plain words;
 *   <li>in requests, this server's address takes the place of the usual one.
 * </ul>
 */
final class PageText {
  private static final Pattern GENERATED = Pattern.compile("<!-- ([a-z-]+)((?: [\\w/-]+)*) -->");
  private static final Pattern TWIN = Pattern.compile("\\[(?:中文|简体中文|English)]\\([^)]*\\)");
  private static final Pattern TWIN_IN_TEXT = Pattern.compile(" ?[(（]" + TWIN.pattern() + "[)）]");
  private static final Pattern LINK =
      Pattern.compile("\\[((?:[^\\[\\]]|\\[[^\\]]*])*)]\\(([^)\\s]+)\\)");
  private static final Pattern TAB = Pattern.compile("(?m)^(```\\w*) tab=.*$");
  private static final Pattern TABBED = Pattern.compile("(?ms)^```\\w* tab=([^\\n]*)\\n.*?^```\\n");

  private static final String FENCE = "```";
  private static final Set<String> FEW = Set.of("cURL", "Python", "JavaScript");

  /** Files of settings, of a proxy for instance, name this server as its neighbours see it. */
  private static final Set<String> NOT_REQUESTS = Set.of("nginx", "yaml", "");

  private PageText() {}

  /** The text of a page. */
  static String of(String page, Generated generated) {
    Language language = generated.language();
    String raw = generated.reference().page(page).orElseGet(() -> read(page, language));
    List<String> lines = new ArrayList<>();
    for (String line : raw.split("\n", -1)) {
      Matcher wanted = GENERATED.matcher(line.strip());
      if (wanted.matches()) {
        lines.addAll(List.of(generated.text(wanted.group(1), arguments(wanted)).split("\n", -1)));
      } else if (!TWIN.matcher(line.strip()).matches()) {
        lines.add(TWIN_IN_TEXT.matcher(line).replaceAll(""));
      }
    }
    boolean engine = page.startsWith(Contents.ENGINES) || page.equals("engines");
    String folder = engine ? Contents.ENGINES : "";
    return perLine(lines, line -> withAddresses(line, folder, language));
  }

  /** How an address says in which language its text is wanted. */
  static String query(Language language) {
    return language == Language.EN ? "" : "?language=" + language.code();
  }

  private static List<String> arguments(MatchResult wanted) {
    String arguments = wanted.group(2).strip();
    return arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
  }

  /** Every line outside of fences by a rule; inside, only the server's address changes. */
  private static String perLine(List<String> lines, UnaryOperator<String> rule) {
    StringBuilder text = new StringBuilder();
    boolean fenced = false;
    boolean request = false;
    for (String line : lines) {
      String shown = line;
      if (line.startsWith(FENCE)) {
        fenced = !fenced;
        String word = line.substring(FENCE.length()).strip().split(" ", 2)[0];
        request = fenced && !NOT_REQUESTS.contains(word.toLowerCase(Locale.ROOT));
      } else if (!fenced) {
        shown = rule.apply(line);
      } else if (request) {
        shown = line.replace(Article.NAMED, Article.HERE);
      }
      text.append(shown).append('\n');
    }
    return text.toString().replaceAll("\n{3,}", "\n\n").strip() + "\n";
  }

  private static String withAddresses(String line, String folder, Language language) {
    return LINK.matcher(line)
        .replaceAll(link ->
            Matcher.quoteReplacement(linked(link.group(1), link.group(2), folder, language)));
  }

  private static String linked(String words, String target, String folder, Language language) {
    if (target.startsWith("#") || target.contains("://")) {
      return "[" + words + "](" + target + ")";
    }
    if (target.startsWith("/")) {
      return "[" + words + "](" + Article.HERE + target + ")";
    }
    int mark = target.indexOf('#');
    String fragment = mark < 0 ? "" : target.substring(mark);
    String file = mark < 0 ? target : target.substring(0, mark);
    String page = Contents.pageOf(relative(folder, file));
    return page.isEmpty()
        ? words
        : "["
            + words
            + "]("
            + Article.HERE
            + Contents.markdownHref(page)
            + query(language)
            + fragment
            + ")";
  }

  /** A path as seen from the folder of documentation. */
  private static String relative(String folder, String file) {
    if (folder.isEmpty()) {
      return file;
    }
    return file.startsWith("../") ? file.substring(3) : folder + file;
  }

  /** The address of the page behind an address of its Markdown. */
  static String hrefOf(String target) {
    if (!target.startsWith(Article.HERE + Docs.PATH + "/")) {
      return target.startsWith(Article.HERE) ? target.substring(Article.HERE.length()) : target;
    }
    String href =
        target
            .substring(Article.HERE.length())
            .replaceFirst("\\.md(\\?language=[a-z]+)?(?=#|$)", "");
    return href.equals(Docs.PATH + "/" + Contents.FRONT) ? Docs.PATH : href;
  }

  /** The same without the words that make tabs of neighbouring fences. */
  static String withoutTabs(String markdown) {
    return TAB.matcher(markdown).replaceAll("$1");
  }

  /** The same with samples in few languages. */
  static String withFewSamples(String markdown) {
    String few =
        TABBED
            .matcher(markdown)
            .replaceAll(sample ->
                FEW.contains(sample.group(1)) ? Matcher.quoteReplacement(sample.group()) : "");
    return withoutTabs(few).replaceAll("\n{3,}", "\n\n");
  }

  private static String read(String page, Language language) {
    String resource = Contents.resource(page, Contents.written(page, language));
    try (InputStream stream = PageText.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("no page " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
