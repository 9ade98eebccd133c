package dev.afterglow.console;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Route;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import dev.afterglow.signin.Logins;
import dev.afterglow.signin.Session;
import dev.afterglow.signin.Sessions;
import dev.afterglow.signin.SignInCounters;
import dev.afterglow.signin.SignInDelay;
import dev.afterglow.signin.SignInLinks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ways into the console and out of it. A link is looked at with GET and used with POST, so that
 * nobody who merely fetches it uses it up. Whoever gets in gets a session under a new token; one
 * that the browser brought along is ended.
 */
final class SignInRoutes {
  static final String PATH = "/console/sign-in";
  static final String FIRST_PAGE = "/console/play";

  private final Door door;
  private final Pages pages;
  private final Accounts accounts;
  private final Sessions sessions;
  private final SignInLinks links;
  private final Logins logins;
  private final SignInDelay delay;
  private final SignInCounters counters;
  private final String provider;

  /**
   * @param provider what people call the OpenID provider; empty text for none
   */
  SignInRoutes(
      Door door,
      Pages pages,
      Accounts accounts,
      Sessions sessions,
      SignInLinks links,
      Logins logins,
      SignInDelay delay,
      SignInCounters counters,
      String provider) {
    this.door = door;
    this.pages = pages;
    this.accounts = accounts;
    this.sessions = sessions;
    this.links = links;
    this.logins = logins;
    this.delay = delay;
    this.counters = counters;
    this.provider = provider;
  }

  List<Route> routes() {
    return List.of(
        door.open(PATH, this::show),
        door.openForm(PATH, this::signIn),
        door.open("/console/enter", this::look),
        door.openForm("/console/enter", this::enter),
        door.form("/console/sign-out", this::signOut),
        door.page("/console/account", visitor -> account(visitor, "", "")),
        door.form("/console/account", this::change),
        door.form("/console/account/sessions", this::endOthers));
  }

  private Answer show(Exchange exchange) {
    if (door.session(exchange).isPresent()) {
      return Pages.seeOther(Door.next(exchange.query("next").orElse("")));
    }
    return form(exchange, 200, exchange.query("next").orElse(""), "", "");
  }

  /** The page to sign in on, with what went wrong. */
  Answer form(Exchange exchange, int status, String next, String email, String wrong) {
    return pages.show(
        status,
        "console/sign-in",
        pages.page(exchange, Optional.empty()),
        Map.of(
            "next", next,
            "email", email,
            "wrong", wrong,
            "provider", provider,
            "way", Queries.link(OpenIdRoutes.START, "next", next)));
  }

  /** One answer for everything that can be wrong, and for a try that came too early. */
  private Answer signIn(Exchange exchange, FormBody form) {
    String email = form.text("email");
    Duration wait = delay.wait(exchange.client(), email);
    Optional<String> owner =
        wait.isPositive()
            ? Optional.empty()
            : logins.authenticate(email, form.verbatim("password"));
    Optional<Session> session = owner.flatMap(sessions::begin);
    if (session.isPresent()) {
      delay.succeeded(exchange.client(), email);
      counters.count(SignInCounters.Way.PASSWORD);
      return door.begun(exchange, session.get(), form.text("next"));
    }
    if (!wait.isPositive()) {
      delay.failed(exchange.client(), email);
    }
    counters.count(SignInCounters.Way.REFUSED);
    String wrong = pages.reader(exchange).text("console.sign-in.wrong");
    return form(exchange, 401, form.text("next"), email, wrong);
  }

  /** Shows whom a link will sign in; the page's script sends the form at once. */
  private Answer look(Exchange exchange) {
    String token = exchange.query("token").orElse("");
    Optional<Owner> owner = links.owner(token).flatMap(accounts::owner);
    return pages.show(
        owner.isPresent() ? 200 : 410,
        "console/enter",
        pages.page(exchange, Optional.empty()),
        Map.of("token", token, "owner", owner.map(Owner::name).orElse("")));
  }

  private Answer enter(Exchange exchange, FormBody form) {
    Optional<Session> session = links.redeem(form.text("token")).flatMap(sessions::begin);
    counters.count(session.isPresent() ? SignInCounters.Way.LINK : SignInCounters.Way.REFUSED);
    return session.isPresent()
        ? door.begun(exchange, session.get(), "")
        : pages.show(
            410,
            "console/enter",
            pages.page(exchange, Optional.empty()),
            Map.of("token", "", "owner", ""));
  }

  private Answer signOut(Visitor visitor, FormBody form) {
    sessions.end(visitor.session().token());
    return Door.leaving(Pages.seeOther(PATH), visitor.exchange());
  }

  private Answer account(Visitor visitor, String wrong, String done) {
    return pages.show(
        wrong.isEmpty() ? 200 : 422,
        "console/account",
        visitor.page(),
        Map.of(
            "name", visitor.session().owner().name(),
            "email", logins.email(visitor.ownerId()).orElse(""),
            "until", Times.minute(visitor.session().expiresAt(), visitor.reader()),
            "wrong", wrong,
            "done", done));
  }

  private Answer change(Visitor visitor, FormBody form) {
    Logins.Change change =
        logins.set(visitor.session().owner(), form.text("email"), form.verbatim("password"));
    return switch (change) {
      case DONE -> {
        sessions.endOthers(visitor.session());
        yield account(visitor, "", visitor.text("console.account.saved"));
      }
      case BAD_EMAIL -> account(visitor, visitor.text("console.account.bad-email"), "");
      case EMAIL_TAKEN -> account(visitor, visitor.text("console.account.taken"), "");
      case BAD_PASSWORD -> account(visitor, visitor.text("console.account.bad-password"), "");
    };
  }

  private Answer endOthers(Visitor visitor, FormBody form) {
    sessions.endOthers(visitor.session());
    return account(visitor, "", visitor.text("console.account.ended"));
  }
}
