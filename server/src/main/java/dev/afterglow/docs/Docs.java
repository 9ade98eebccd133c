package dev.afterglow.docs;

import dev.afterglow.docs.view.Chapter;
import dev.afterglow.docs.view.Hit;
import dev.afterglow.docs.view.Sheet;
import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Handler;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.pages.Page;
import dev.afterglow.pages.PageDialect;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import dev.afterglow.pages.Reader;
import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * {@code /docs}, {@code /llms.txt} and {@code /llms-full.txt}: everything there is to read about
 * this server, in the reader's language. Each page is there for people, and with {@code .md} behind
 * its address for programs. Whoever names no language that we have reads English; {@code
 * ?language=} names one for a single request.
 */
public final class Docs {
  /** The catalogue of these pages' texts, for {@link Messages#load}. */
  public static final String MESSAGES = "/dev/afterglow/docs/texts";

  static final String PATH = "/docs";

  /** What is looked for is a few words; the rest of a longer text is left out. */
  private static final int LONGEST_SEARCH = 200;

  private static final int MOST_HITS = 30;
  private static final String MARKDOWN = ".md";

  private final Pages pages;
  private final Shelf shelf;

  private Docs(Pages pages, Shelf shelf) {
    this.pages = pages;
    this.shelf = shelf;
  }

  /**
   * What pages are made of besides what is written by hand.
   *
   * @param description the OpenAPI document
   * @param settings the table of settings, as Markdown
   * @param engineSettings the table of the settings of engines, as Markdown
   */
  public record Facts(
      Supplier<JsonNode> description,
      Function<Language, String> settings,
      Function<Language, String> engineSettings) {}

  /** The routes of the documentation. */
  public static List<Route> routes(Pages pages, Messages messages, Facts facts) {
    Docs docs = new Docs(pages, new Shelf(messages, facts));
    return List.of(
        docs.route(PATH, docs::front),
        docs.route(PATH + "/search", docs::search),
        docs.route(PATH + "/{page}", exchange -> docs.show(exchange, exchange.variable("page"))),
        docs.route(
            PATH + "/{part}/{page}",
            exchange ->
                docs.show(exchange, exchange.variable("part") + "/" + exchange.variable("page"))),
        docs.route("/llms.txt", docs::index),
        docs.route("/llms-full.txt", docs::everything));
  }

  private Route route(String path, Handler handler) {
    return new Route(Method.GET, path, Access.OPEN, pages.refusalsAsPages(handler))
        .upTo(0)
        .in(new PageDialect(pages, Language.EN));
  }

  private Answer front(Exchange exchange) {
    return show(exchange, Contents.FRONT);
  }

  private Answer show(Exchange exchange, String name) {
    Page page = page(exchange, exchange.path());
    Library library = shelf.in(page.reader().language());
    if (name.endsWith(MARKDOWN)) {
      String asked = name.substring(0, name.length() - MARKDOWN.length());
      String text = PageText.withoutTabs(article(library, asked).markdown());
      return plain("text/markdown", text, page);
    }
    Article article = article(library, name);
    Sheet sheet =
        new Sheet(
            foreign(name, page),
            page.text("docs.chapter." + article.chapter()),
            article.title(),
            article.lead(),
            article.html().replace(Article.HERE, Html.escaped(page.base())),
            article.marks(),
            Contents.markdownHref(name),
            library.before(name).map(Docs::turn),
            library.after(name).map(Docs::turn));
    return shown(
        "docs/page", page, Map.of("sheet", sheet, "chapters", chapters(library, page, name)));
  }

  private static Article article(Library library, String name) {
    return library.find(name).orElseThrow(ApiError::notFound);
  }

  /** The language of a page that is not written in the reader's. */
  private static Optional<String> foreign(String name, Page page) {
    return Optional.of(Contents.written(name, page.reader().language()))
        .filter(language -> language != page.reader().language())
        .map(Language::code);
  }

  private static Sheet.Turn turn(Article article) {
    return new Sheet.Turn(Contents.href(article.name()), article.title());
  }

  private static List<Chapter> chapters(Library library, Page page, String current) {
    return library.chapters().stream()
        .map(chapter ->
            new Chapter(
                page.text("docs.chapter." + chapter.key()),
                chapter.pages().stream()
                    .map(name -> article(library, name))
                    .map(article ->
                        new Chapter.Entry(
                            Contents.href(article.name()),
                            article.label(),
                            article.name().equals(current),
                            foreign(article.name(), page)))
                    .toList()))
        .toList();
  }

  private Answer search(Exchange exchange) {
    String asked = exchange.query("q").orElse("").strip();
    String words = asked.substring(0, asked.offsetByCodePoints(0, shortened(asked)));
    Page page = page(exchange, Queries.link(exchange.path(), "q", words));
    Library library = shelf.in(page.reader().language());
    List<Hit> hits = library.search().find(words, MOST_HITS);
    return shown(
        "docs/search",
        page,
        Map.of("asked", words, "hits", hits, "chapters", chapters(library, page, "")));
  }

  private static int shortened(String text) {
    return Math.min(text.codePointCount(0, text.length()), LONGEST_SEARCH);
  }

  private Answer index(Exchange exchange) {
    Page page = page(exchange, exchange.path());
    return plain("text/plain", shelf.in(page.reader().language()).index(page.reader()), page);
  }

  private Answer everything(Exchange exchange) {
    Page page = page(exchange, exchange.path());
    return plain("text/plain", shelf.in(page.reader().language()).everything(page.reader()), page);
  }

  /** The page for this request, in the language that its address names or its reader chose. */
  private Page page(Exchange exchange, String here) {
    Page page = pages.page(exchange, Optional.empty());
    Reader reader = page.reader();
    Language language =
        exchange.query("language").flatMap(Language::named).orElse(reader.language());
    return new Page(
        new Reader(language, reader.theme(), reader.messages()),
        page.assets(),
        here,
        page.base(),
        Optional.empty());
  }

  private Answer shown(String template, Page page, Map<String, Object> values) {
    return pages.show(template, page, values).with("Vary", "Accept-Language, Cookie");
  }

  /** A text for programs, which other origins may read, too: there is nothing of anybody in it. */
  private static Answer plain(String mediaType, String text, Page page) {
    byte[] bytes = text.replace(Article.HERE, page.base()).getBytes(StandardCharsets.UTF_8);
    return Answer.bytes(mediaType + "; charset=utf-8", bytes)
        .with("Access-Control-Allow-Origin", "*")
        .with("Content-Language", page.reader().tag())
        .with("Vary", "Accept-Language, Cookie");
  }
}
