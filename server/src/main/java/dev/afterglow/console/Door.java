package dev.afterglow.console;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Handler;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.pages.Account;
import dev.afterglow.pages.Cookies;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Origins;
import dev.afterglow.pages.PageDialect;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import dev.afterglow.pages.ReturnPath;
import dev.afterglow.signin.Session;
import dev.afterglow.signin.Sessions;
import dev.afterglow.tasks.Tasks;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Who gets into the console. Every route is made here, so that none can forget to ask: pages want a
 * session, forms want one of our own pages behind them and the session's token in them as well, and
 * the operator's want the role. The session's cookie counts here and nowhere else.
 */
final class Door {
  /** The name binds a cookie to this host and to TLS wherever there is TLS. */
  private static final String SECURE_COOKIE = "__Host-afterglow_session";

  private static final String PLAIN_COOKIE = "afterglow_session";
  private static final int MOST_FORM_BYTES = FormBody.MOST_BYTES;

  private final Pages pages;
  private final Sessions sessions;
  private final Ledger ledger;
  private final Tasks tasks;

  Door(Pages pages, Sessions sessions, Ledger ledger, Tasks tasks) {
    this.pages = pages;
    this.sessions = sessions;
    this.ledger = ledger;
    this.tasks = tasks;
  }

  /** Answers somebody who is signed in. */
  @FunctionalInterface
  interface PageHandler {
    Answer handle(Visitor visitor) throws Exception;
  }

  /** Answers a form of somebody who is signed in. */
  @FunctionalInterface
  interface FormHandler {
    Answer handle(Visitor visitor, FormBody form) throws Exception;
  }

  /** Answers a form of somebody who need not be signed in. */
  @FunctionalInterface
  interface OpenFormHandler {
    Answer handle(Exchange exchange, FormBody form) throws Exception;
  }

  /** A page for everybody. */
  Route open(String path, Handler handler) {
    return route(Method.GET, path, handler).upTo(0);
  }

  /** A form for everybody, if it comes from a page of ours. */
  Route openForm(String path, OpenFormHandler handler) {
    return route(
        Method.POST,
        path,
        exchange -> {
          Origins.requireOurs(exchange);
          return handler.handle(exchange, FormBody.read(exchange));
        });
  }

  /** A page for whoever is signed in. */
  Route page(String path, PageHandler handler) {
    return route(Method.GET, path, exchange -> entered(exchange, handler)).upTo(0);
  }

  /** A page for operators. */
  Route operatorPage(String path, PageHandler handler) {
    return page(path, visitor -> handler.handle(operator(visitor)));
  }

  /** A form of whoever is signed in. */
  Route form(String path, FormHandler handler) {
    return route(
        Method.POST,
        path,
        exchange -> {
          Origins.requireOurs(exchange);
          return entered(exchange, visitor -> submitted(visitor, handler));
        });
  }

  /** A form for operators. */
  Route operatorForm(String path, FormHandler handler) {
    return form(path, (visitor, form) -> handler.handle(operator(visitor), form));
  }

  private Route route(Method method, String path, Handler handler) {
    return new Route(method, path, Access.OPEN, pages.refusalsAsPages(handler))
        .upTo(MOST_FORM_BYTES)
        .in(new PageDialect(pages));
  }

  private Answer entered(Exchange exchange, PageHandler handler) throws Exception {
    Optional<Session> session = session(exchange);
    if (session.isEmpty()) {
      return toSignIn(exchange);
    }
    return handler.handle(visitor(exchange, session.get()));
  }

  private static Answer submitted(Visitor visitor, FormHandler handler) throws Exception {
    FormBody form = FormBody.read(visitor.exchange());
    byte[] sent = form.verbatim("csrf").getBytes(StandardCharsets.UTF_8);
    byte[] ours = visitor.session().csrf().getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(sent, ours)) {
      throw ApiError.forbidden("pages.foreign-form");
    }
    return handler.handle(visitor, form);
  }

  /** There is no page of the operator's for anybody else. */
  private static Visitor operator(Visitor visitor) {
    if (!visitor.operator()) {
      throw ApiError.notFound();
    }
    return visitor;
  }

  /** A fragment cannot become the whole page: the script is told to leave it. */
  private static Answer toSignIn(Exchange exchange) {
    boolean get = exchange.method() == Method.GET;
    if (exchange.header("HX-Request").isPresent()) {
      return Answer.empty(200).with("HX-Redirect", SignInRoutes.PATH);
    }
    return Pages.seeOther(Queries.link(SignInRoutes.PATH, "next", get ? exchange.path() : ""));
  }

  /** The session of a request, if it has one that lasts. */
  Optional<Session> session(Exchange exchange) {
    return token(exchange).flatMap(sessions::find);
  }

  /** The token of a request's cookie, whatever it is worth. */
  static Optional<String> token(Exchange exchange) {
    return Cookies.value(exchange, cookie(exchange));
  }

  /** The same answer with the cookie of a session that has just begun. */
  private Answer entering(Answer answer, Exchange exchange, Session session) {
    return answer.with(
        Cookies.set(cookie(exchange), session.token(), sessions.life(), secure(exchange)));
  }

  /**
   * Lets somebody in who has proved who it is: under the session's new token, and one that the
   * browser brought along ends.
   *
   * @param next where the browser wanted to go
   */
  Answer begun(Exchange exchange, Session session, String next) {
    token(exchange).ifPresent(sessions::end);
    return entering(Pages.seeOther(next(next)), exchange, session);
  }

  /** Where somebody is sent who is signed in: to a page of the console, whatever was wished. */
  static String next(String wish) {
    return wish.startsWith("/console")
        ? ReturnPath.of(wish, SignInRoutes.FIRST_PAGE)
        : SignInRoutes.FIRST_PAGE;
  }

  /** The same answer without a session. */
  static Answer leaving(Answer answer, Exchange exchange) {
    return answer.with(Cookies.clear(cookie(exchange), secure(exchange)));
  }

  private static String cookie(Exchange exchange) {
    return secure(exchange) ? SECURE_COOKIE : PLAIN_COOKIE;
  }

  /** Known by the public address alone: what a client says of TLS proves nothing. */
  static boolean secure(Exchange exchange) {
    return exchange.baseUrl().startsWith("https:");
  }

  /** What a page knows of whoever is signed in. */
  Visitor visitor(Exchange exchange, Session session) {
    Account account =
        new Account(
            session.owner().name(),
            Dollars.of(ledger.balance(session.owner().id()).availableMicros()),
            tasks.list(session.owner().id(), UnderWay.QUERY).tasks().size(),
            session.role() == dev.afterglow.signin.Role.OPERATOR,
            session.csrf());
    return new Visitor(exchange, session, pages.page(exchange, Optional.of(account)));
  }
}
