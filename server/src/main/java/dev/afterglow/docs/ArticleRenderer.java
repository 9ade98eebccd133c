package dev.afterglow.docs;

import dev.afterglow.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * What articles have besides plain HTML: headings that can be linked to, code with a button that
 * copies it, tabs of code, tables that phones show row by row, requests by method and path.
 */
final class ArticleRenderer implements NodeRenderer {
  private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|DELETE) (/\\S*)");
  private static final String TAB = "tab=";
  private static final int LONGEST_WHOLE = 24;

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("bash", "Shell"),
          Map.entry("sh", "Shell"),
          Map.entry("json", "JSON"),
          Map.entry("yaml", "YAML"),
          Map.entry("python", "Python"),
          Map.entry("js", "JavaScript"),
          Map.entry("javascript", "JavaScript"),
          Map.entry("nginx", "nginx"),
          Map.entry("http", "HTTP"),
          Map.entry("ini", "systemd"));

  private static final String COPY_ICON =
      "<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
          + "<path d=\"M5.75 5.75h7.5v7.5h-7.5z\"/>"
          + "<path d=\"M10.25 3.25v-.5h-7.5v7.5h.5\"/></svg>";

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;
  private final Map<Heading, String> ids;
  private final Texts texts;
  private int groups;

  ArticleRenderer(HtmlNodeRendererContext context, Map<Heading, String> ids, Texts texts) {
    this.context = context;
    this.html = context.getWriter();
    this.ids = ids;
    this.texts = texts;
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(
        Heading.class,
        Paragraph.class,
        SoftLineBreak.class,
        FencedCodeBlock.class,
        TableBlock.class,
        Code.class,
        Link.class,
        Image.class);
  }

  @Override
  public void render(Node node) {
    switch (node) {
      case Heading heading -> heading(heading);
      case Paragraph paragraph -> paragraph(paragraph);
      case SoftLineBreak line -> html.raw(LineJoin.between(last(line), first(line)));
      case FencedCodeBlock code -> code(code);
      case TableBlock table -> table(table);
      case Code code -> words(code);
      case Link link -> link(link);
      default -> children(node); // of a picture, which only the repository has, its words
    }
  }

  private void children(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
  }

  private void heading(Heading heading) {
    String tag = "h" + heading.getLevel();
    String id = ids.getOrDefault(heading, "");
    html.line();
    html.tag(tag, Map.of("id", id));
    children(heading);
    html.raw(
        "<a class=\"anchor\" href=\"#"
            + Html.escaped(id)
            + "\" aria-hidden=\"true\" tabindex=\"-1\">#</a>");
    html.tag("/" + tag);
    html.line();
  }

  /** A paragraph that is nothing but a request is the head of what is said about it. */
  private void paragraph(Paragraph paragraph) {
    Node only = paragraph.getFirstChild();
    Matcher request =
        REQUEST.matcher(
            only instanceof Code code && code.getNext() == null ? code.getLiteral() : "");
    boolean tight =
        paragraph.getParent() instanceof ListItem item
            && item.getParent() instanceof ListBlock list
            && list.isTight();
    if (request.matches()) {
      html.line();
      html.raw("<p class=\"endpoint\"><span class=\"verb\">" + request.group(1) + "</span><code>");
      html.text(request.group(2));
      html.raw("</code></p>");
      html.line();
    } else if (tight) {
      children(paragraph);
    } else {
      html.line();
      html.tag("p");
      children(paragraph);
      html.tag("/p");
      html.line();
    }
  }

  /** A picture's or code's edge counts as Latin. */
  private static int last(SoftLineBreak line) {
    String text = line.getPrevious() == null ? "" : edge(line.getPrevious());
    return text.isEmpty() ? 'x' : text.codePointBefore(text.length());
  }

  private static int first(SoftLineBreak line) {
    String text = line.getNext() == null ? "" : edge(line.getNext());
    return text.isEmpty() ? 'x' : text.codePointAt(0);
  }

  private static String edge(Node node) {
    return node instanceof Code ? "x" : Markdown.words(node);
  }

  private void link(Link link) {
    html.tag("a", Map.of("href", PageText.hrefOf(link.getDestination())));
    children(link);
    html.tag("/a");
  }

  /** Short names in tables are not broken into lines. */
  private void words(Code code) {
    boolean whole =
        code.getParent() instanceof TableCell && code.getLiteral().length() <= LONGEST_WHOLE;
    html.raw(whole ? "<code class=\"nowrap\">" : "<code>");
    html.text(code.getLiteral());
    html.raw("</code>");
  }

  private void code(FencedCodeBlock code) {
    if (tab(code).isEmpty()) {
      String language = language(code);
      html.line();
      html.raw("<div class=\"code\" data-code><div class=\"code-head\"><span class=\"title\">");
      html.text(TITLES.getOrDefault(language, language));
      html.raw("</span>" + copyButton() + "</div><pre tabindex=\"0\"><code>");
      html.raw(Highlight.html(literal(code), language));
      html.raw("</code></pre></div>");
      html.line();
    } else if (!(code.getPrevious() instanceof FencedCodeBlock before) || tab(before).isEmpty()) {
      tabs(code);
    }
  }

  /** One box for a fence and all that follow it with a tab of their own. */
  private void tabs(FencedCodeBlock first) {
    List<FencedCodeBlock> all = new ArrayList<>();
    for (Node node = first;
        node instanceof FencedCodeBlock code && !tab(code).isEmpty();
        node = node.getNext()) {
      all.add(code);
    }
    String group = "code" + ++groups;
    html.line();
    html.raw("<div class=\"code\" data-code><div class=\"code-head\"><div class=\"tabs\"");
    html.raw(
        " role=\"radiogroup\" aria-label=\"" + Html.escaped(texts.raw("docs.language")) + "\">");
    for (FencedCodeBlock code : all) {
      html.raw("<label class=\"tab\"><input type=\"radio\" name=\"" + group + "\" value=\"");
      html.raw(id(code) + "\"" + (code.equals(first) ? " checked" : "") + ">");
      html.text(tab(code));
      html.raw("</label>");
    }
    html.raw("</div>" + copyButton() + "</div>");
    for (FencedCodeBlock code : all) {
      html.raw("<pre data-tab=\"" + id(code) + "\" tabindex=\"0\"><code>");
      html.raw(Highlight.html(literal(code), language(code)));
      html.raw("</code></pre>");
    }
    html.raw("</div>");
    html.line();
  }

  private static String id(FencedCodeBlock code) {
    return CodeLanguage.labelled(tab(code)).id();
  }

  /** The label of a fence's tab; empty text for a fence that stands alone. */
  private static String tab(FencedCodeBlock code) {
    String info = code.getInfo();
    int tab = info == null ? -1 : info.indexOf(TAB);
    return tab < 0 ? "" : info.substring(tab + TAB.length()).strip();
  }

  private static String language(FencedCodeBlock code) {
    String info = code.getInfo();
    return info == null ? "" : info.strip().split(" ", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static String literal(FencedCodeBlock code) {
    return code.getLiteral().stripTrailing();
  }

  private String copyButton() {
    return "<button class=\"button quiet small only\" type=\"button\" data-copy aria-label=\""
        + Html.escaped(texts.raw("pages.copy"))
        + "\">"
        + COPY_ICON
        + "</button>";
  }

  private void table(TableBlock table) {
    List<String> heads = new ArrayList<>();
    html.line();
    html.raw("<table class=\"table stack\">");
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      boolean head = part instanceof TableHead;
      html.raw(head ? "<thead>" : "<tbody>");
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        html.raw("<tr>");
        row(row, head, heads);
        html.raw("</tr>");
      }
      html.raw(head ? "</thead>" : "</tbody>");
      html.line();
    }
    html.raw("</table>");
    html.line();
  }

  private void row(Node row, boolean head, List<String> heads) {
    int column = 0;
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      boolean empty = cell.getFirstChild() == null;
      String tag = !empty && (head || column == 0) ? "th" : "td";
      html.raw("<" + tag);
      if (tag.equals("th")) {
        html.raw(head ? " scope=\"col\"" : " scope=\"row\"");
      } else if (!head && column < heads.size() && !heads.get(column).isEmpty()) {
        html.raw(" data-label=\"" + Html.escaped(heads.get(column)) + "\"");
      }
      html.raw(">");
      children(cell);
      html.raw("</" + tag + ">");
      if (head && cell instanceof TableCell title) {
        heads.add(Markdown.words(title));
      }
      column++;
    }
  }
}
