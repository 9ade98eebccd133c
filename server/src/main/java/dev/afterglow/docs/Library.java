package dev.afterglow.docs;

import dev.afterglow.docs.Contents.Chapter;
import dev.afterglow.pages.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All pages in one language, in their order, and what leads to them. */
final class Library {
  private final List<Chapter> chapters;
  private final Map<String, Article> articles;
  private final List<String> order;
  private final SearchIndex search;

  private Library(List<Chapter> chapters, Map<String, Article> articles) {
    this.chapters = chapters;
    this.articles = articles;
    this.order = List.copyOf(articles.keySet());
    this.search = SearchIndex.of(articles.values());
  }

  /** Reads and makes every page. */
  static Library of(Generated generated) {
    List<Chapter> chapters = Contents.chapters(generated.reference().tags());
    Markdown markdown = new Markdown(generated.texts());
    Map<String, Article> articles = new LinkedHashMap<>();
    articles.put(Contents.FRONT, article(Contents.FRONT, "start", generated, markdown));
    for (Chapter chapter : chapters) {
      for (String page : chapter.pages()) {
        articles.put(page, article(page, chapter.key(), generated, markdown));
      }
    }
    return new Library(chapters, articles);
  }

  private static Article article(
      String page, String chapter, Generated generated, Markdown markdown) {
    return markdown.article(page, chapter, PageText.of(page, generated));
  }

  List<Chapter> chapters() {
    return chapters;
  }

  SearchIndex search() {
    return search;
  }

  Optional<Article> find(String name) {
    return Optional.ofNullable(articles.get(name));
  }

  Optional<Article> before(String name) {
    return at(order.indexOf(name) - 1);
  }

  Optional<Article> after(String name) {
    return at(order.indexOf(name) + 1);
  }

  private Optional<Article> at(int place) {
    return place >= 0 && place < order.size() ? find(order.get(place)) : Optional.empty();
  }

  /** {@code /llms.txt}, in the form of llmstxt.org. */
  String index(Reader reader) {
    Article front = articles.get(Contents.FRONT);
    StringBuilder text = new StringBuilder("# Afterglow\n\n> ");
    text.append(front == null ? "" : front.lead());
    text.append("\n\n").append(reader.text("docs.llms.how", Article.HERE)).append('\n');
    for (Chapter chapter : chapters) {
      text.append("\n## ").append(reader.text("docs.chapter." + chapter.key())).append("\n\n");
      for (String page : chapter.pages()) {
        find(page).ifPresent(article -> text.append(line(article, reader)));
      }
    }
    String query = PageText.query(reader.language());
    text.append("\n## Optional\n\n");
    text.append(link(reader.text("docs.llms.full"), "/llms-full.txt" + query));
    text.append(link(reader.text("docs.llms.openapi"), "/openapi.yaml"));
    return text.toString();
  }

  private static String line(Article article, Reader reader) {
    String href = Contents.markdownHref(article.name()) + PageText.query(reader.language());
    return "- [" + article.title() + "](" + Article.HERE + href + "): " + article.lead() + "\n";
  }

  private static String link(String title, String href) {
    return "- [" + title + "](" + Article.HERE + href + ")\n";
  }

  /** {@code /llms-full.txt}: every page, with samples in the languages that most people read. */
  String everything(Reader reader) {
    List<String> texts = new ArrayList<>();
    articles
        .values()
        .forEach(article -> texts.add(PageText.withFewSamples(article.markdown()).strip()));
    return reader.text("docs.llms.all", Article.HERE)
        + "\n\n"
        + String.join("\n\n---\n\n", texts)
        + "\n";
  }
}
