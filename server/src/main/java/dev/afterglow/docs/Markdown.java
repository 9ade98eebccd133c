package dev.afterglow.docs;

import dev.afterglow.docs.Article.Section;
import dev.afterglow.docs.view.Sheet.Mark;
import dev.afterglow.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Makes articles of Markdown: CommonMark with tables. HTML in it is shown as text. */
final class Markdown {
  private final Parser parser =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();
  private final Texts texts;

  Markdown(Texts texts) {
    this.texts = texts;
  }

  /**
   * Reads a page.
   *
   * @throws IllegalArgumentException if it does not begin with its title and a paragraph
   */
  Article article(String name, String chapter, String markdown) {
    Node document = parser.parse(markdown);
    Node first = document.getFirstChild();
    Node second = first == null ? null : first.getNext();
    if (!(first instanceof Heading title)
        || title.getLevel() != 1
        || !(second instanceof Paragraph lead)) {
      throw new IllegalArgumentException(name + " does not begin with a title and a paragraph");
    }
    String titled = words(title);
    String led = words(lead);
    title.unlink();
    Map<Heading, String> ids = new HashMap<>();
    List<Mark> marks = new ArrayList<>();
    List<Section> sections = sections(document, titled, ids, marks);
    lead.unlink();
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(context -> new ArticleRenderer(context, ids, texts))
            .build();
    return new Article(
        name,
        chapter,
        titled,
        led,
        markdown,
        renderer.render(document),
        List.copyOf(marks),
        sections);
  }

  private static List<Section> sections(
      Node document, String title, Map<Heading, String> ids, List<Mark> marks) {
    IdGenerator generator = IdGenerator.builder().defaultId("section").build();
    List<Section> sections = new ArrayList<>();
    String id = "";
    String heading = title;
    StringBuilder text = new StringBuilder();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading begin) {
        sections.add(new Section(id, heading, text.toString().strip()));
        text.setLength(0);
        heading = words(begin);
        id = generator.generateId(heading);
        ids.put(begin, id);
        if (begin.getLevel() == 2) {
          marks.add(new Mark(id, heading));
        }
      } else {
        text.append(words(node)).append(' ');
      }
    }
    sections.add(new Section(id, heading, text.toString().strip()));
    return List.copyOf(sections);
  }

  /** A node as plain text. */
  static String words(Node node) {
    StringBuilder words = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text text) {
            words.append(text.getLiteral());
          }

          @Override
          public void visit(Code code) {
            words.append(code.getLiteral());
          }

          @Override
          public void visit(FencedCodeBlock code) {
            words.append(code.getLiteral().replace('\n', ' ')).append(' ');
          }

          @Override
          public void visit(SoftLineBreak line) {
            words.append('\n');
          }

          @Override
          public void visit(HardLineBreak line) {
            words.append(' ');
          }

          @Override
          public void visit(Paragraph paragraph) {
            visitChildren(paragraph);
            if (paragraph.getParent() != null && !paragraph.equals(node)) {
              words.append(' ');
            }
          }

          @Override
          public void visit(CustomNode custom) {
            visitChildren(custom);
            if (custom instanceof TableCell) {
              words.append(' ');
            }
          }
        });
    return LineJoin.joined(words.toString()).replaceAll("\\s+", " ").strip();
  }
}
