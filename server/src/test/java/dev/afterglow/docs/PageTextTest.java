package dev.afterglow.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.http.HttpTexts;
import dev.afterglow.pages.Pages;
import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageTextTest {
  private static final Texts TEXTS = HttpTexts.load(Pages.MESSAGES, Docs.MESSAGES).in(Language.EN);

  private final Markdown markdown = new Markdown(TEXTS);

  @Test
  void htmlInAPageIsShownAndNotObeyed() {
    Article article =
        article("# T\n\nLead\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n");
    assertFalse(article.html().contains("<script>"), article.html());
    assertTrue(article.html().contains("&lt;script&gt;"), article.html());
  }

  @Test
  void codeIsText() {
    String html = article("# T\n\nLead\n\n```json\n{\"a\": \"<b>\"} // & 'x'\n```\n").html();
    assertTrue(html.contains("<span class=\"k\">&quot;a&quot;</span>"), html);
    assertTrue(html.contains("<span class=\"s\">&quot;&lt;b&gt;&quot;</span>"), html);
    assertFalse(html.contains("<b>"), html);
  }

  @Test
  void neighbouringFencesWithTabsShareABox() {
    String html =
        article("# T\n\nLead\n\n```bash tab=cURL\na\n```\n\n```python tab=Python\nb\n```\n").html();
    assertEquals(2, html.split("data-code", -1).length, html);
    assertTrue(html.contains("value=\"curl\" checked"), html);
    assertTrue(html.contains("<pre data-tab=\"python\""), html);
  }

  @Test
  void tablesSayOnPhonesWhatEachValueIs() {
    String html = article("# T\n\nLead\n\n| A | B |\n|---|---|\n| x | y |\n").html();
    assertTrue(html.contains("<th scope=\"row\">x</th><td data-label=\"B\">y</td>"), html);
  }

  @Test
  void headingsHaveAnchorsAndAreListed() {
    Article article = article("# T\n\nLead\n\n## 状态 码\n\n### Deep\n\n## 状态 码\n\nEnd\n");
    assertEquals(2, article.marks().size());
    assertEquals("状态-码", article.marks().getFirst().id());
    assertTrue(article.html().contains("<h2 id=\"状态-码-1\">"), article.html());
    assertEquals("End", article.sections().getLast().text());
  }

  @ParameterizedTest
  @CsvSource({"中,文,''", "中,a,' '", "a,中,' '", "，,a,''", "a,（,''", "a,b,' '"})
  void linesOfChineseAreJoinedWithoutABlank(String last, String first, String between) {
    assertEquals(between, LineJoin.between(last.codePointAt(0), first.codePointAt(0)));
    String html = article("# T\n\nLead\n\n" + last + "\n" + first + "\n").html();
    assertTrue(html.contains("<p>" + last + between + first + "</p>"), html);
  }

  @Test
  void aPageBeginsWithATitleAndAParagraph() {
    assertThrows(IllegalArgumentException.class, () -> article("Lead\n"));
    assertThrows(IllegalArgumentException.class, () -> article("# T\n\n## Next\n"));
  }

  @Test
  void addressesOfPagesLeadToPages() {
    String there = Article.HERE + "/docs/engines/fal.md";
    assertEquals("/docs/engines/fal#a", PageText.hrefOf(there + "?language=zh#a"));
    assertEquals("/docs", PageText.hrefOf(Article.HERE + "/docs/index.md"));
    assertEquals("/keys", PageText.hrefOf(Article.HERE + "/keys"));
    assertEquals("https://a.example/x.md", PageText.hrefOf("https://a.example/x.md"));
  }

  private Article article(String text) {
    return markdown.article("x", "api", text);
  }
}
