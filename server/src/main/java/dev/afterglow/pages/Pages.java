package dev.afterglow.pages;

import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Field;
import dev.afterglow.http.Handler;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Text;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders pages. A browser is told to run only what this server serves, to send forms nowhere else,
 * and to show no page inside another.
 */
public final class Pages {
  /** The catalogue of the frame's texts, for {@link Messages#load}. */
  public static final String MESSAGES = "/dev/afterglow/pages/texts";

  private static final String HTML = "text/html; charset=utf-8";

  /**
   * Nothing but what comes from here; {@code blob:} lets a form show the picture that was chosen.
   * The referrer goes to ourselves alone: without any, browsers would not say where a form comes
   * from.
   */
  private static final List<Field> SECURITY =
      List.of(
          new Field(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                  + " media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
                  + " frame-ancestors 'none'"),
          new Field("X-Frame-Options", "DENY"),
          new Field("Referrer-Policy", "same-origin"),
          new Field("Cross-Origin-Opener-Policy", "same-origin"),
          new Field("Cross-Origin-Resource-Policy", "same-origin"),
          new Field("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Assets assets;
  private final Messages messages;

  public Pages(Assets assets, Messages messages) {
    this.assets = assets;
    this.messages = messages;
  }

  /** The files that pages are made of. */
  public Assets assets() {
    return assets;
  }

  /** Whoever asks. */
  public Reader reader(Exchange exchange) {
    return Reader.of(exchange, messages);
  }

  /** What a page for this request knows. */
  public Page page(Exchange exchange, Optional<Account> account) {
    return new Page(reader(exchange), assets, here(exchange), exchange.baseUrl(), account);
  }

  /** A page. */
  public Answer show(String template, Page page, Map<String, Object> values) {
    return show(200, template, page, values);
  }

  /**
   * A page.
   *
   * @param template such as {@code console/keys}
   * @param values the template's parameters beside {@code page}
   */
  public Answer show(int status, String template, Page page, Map<String, Object> values) {
    byte[] body = html(template, page, values).getBytes(StandardCharsets.UTF_8);
    Answer answer = new Answer.Bytes(status, HTML, body, List.of());
    for (Field field : SECURITY) {
      answer = answer.with(field);
    }
    return answer.with("Content-Language", page.reader().tag());
  }

  /** The HTML of a page, or of a part of one. */
  public String html(String template, Page page, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("page", page);
    StringOutput html = new StringOutput();
    engine.render(template + ".jte", all, html);
    return html.toString();
  }

  /** Sends the browser on with GET. */
  public static Answer seeOther(String path) {
    return Answer.empty(303).with("Location", path);
  }

  /** The same handler with its refusals shown as pages, in the language that the reader chose. */
  public Handler refusalsAsPages(Handler handler) {
    return exchange -> {
      try {
        return handler.handle(exchange);
      } catch (ApiError refusal) {
        Answer answer = refused(refusal, page(exchange, Optional.empty()), exchange.requestId());
        for (Field field : refusal.fields()) {
          answer = answer.with(field);
        }
        return answer;
      }
    };
  }

  Answer refused(ApiError refusal, Page page, String requestId) {
    ErrorKind kind = refusal.kind();
    String reason = refusal.detail().map(page.reader()::text).orElse("");
    Text said = Text.of("pages.error." + kind.status());
    return show(
        kind.status(),
        "pages/error",
        page,
        Map.of(
            "status",
            kind.status(),
            "said",
            known(kind) ? page.reader().text(said) : page.reader().text(refusal.sentence()),
            "reason",
            reason,
            "requestId",
            requestId));
  }

  /** Refusals that have a sentence for people beside the one of the API. */
  private static boolean known(ErrorKind kind) {
    return switch (kind) {
      case PERMISSION, NOT_FOUND, SERVER -> true;
      default -> false;
    };
  }

  Page plain(Reader reader) {
    return new Page(reader, assets, "/", "//", Optional.empty());
  }

  Messages messages() {
    return messages;
  }

  private static String here(Exchange exchange) {
    StringBuilder here = new StringBuilder(exchange.path());
    char before = '?';
    for (Map.Entry<String, List<String>> parameter : exchange.query().entrySet()) {
      for (String value : parameter.getValue()) {
        here.append(before).append(Queries.pair(parameter.getKey(), value));
        before = '&';
      }
    }
    return here.toString();
  }
}
