package dev.afterglow.pages;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code POST /display}: keeps the language or the theme that a reader has chosen in a cookie. */
public final class DisplayRoutes {
  private static final Duration LIFE = Duration.ofDays(365);
  private static final int MOST_BYTES = 8 << 10;

  private DisplayRoutes() {}

  /** The routes of the frame itself: files, and what readers choose. */
  public static List<Route> of(Pages pages) {
    return List.of(
        pages.assets().route(),
        new Route(
                Method.POST, "/display", Access.OPEN, pages.refusalsAsPages(DisplayRoutes::choose))
            .upTo(MOST_BYTES)
            .in(new PageDialect(pages)));
  }

  private static Answer choose(Exchange exchange) {
    Origins.requireOurs(exchange);
    FormBody form = FormBody.read(exchange);
    Answer answer = Pages.seeOther(ReturnPath.of(form.text("back"), "/"));
    boolean secure = exchange.baseUrl().startsWith("https:");
    Optional<Theme> theme = Theme.of(form.text("theme"));
    if (theme.isPresent()) {
      answer = answer.with(Cookies.set(Reader.THEME_COOKIE, theme.get().word(), LIFE, secure));
    }
    if (Reader.language(form.text("language")).isPresent()) {
      answer =
          answer.with(Cookies.set(Reader.LANGUAGE_COOKIE, form.text("language"), LIFE, secure));
    }
    return answer;
  }
}
