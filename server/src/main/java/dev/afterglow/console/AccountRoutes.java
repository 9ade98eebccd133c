package dev.afterglow.console;

import dev.afterglow.admin.OwnerCommand;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Route;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.signin.LinkedPeople;
import dev.afterglow.signin.Logins;
import dev.afterglow.signin.Sessions;
import java.util.List;
import java.util.Map;

/** {@code /console/account}: how somebody signs in, and where. */
final class AccountRoutes {
  private static final String PATH = "/console/account";

  private final Door door;
  private final Pages pages;
  private final Sessions sessions;
  private final Logins logins;
  private final LinkedPeople people;
  private final Acts acts;

  AccountRoutes(
      Door door, Pages pages, Sessions sessions, Logins logins, LinkedPeople people, Acts acts) {
    this.door = door;
    this.pages = pages;
    this.sessions = sessions;
    this.logins = logins;
    this.people = people;
    this.acts = acts;
  }

  List<Route> routes() {
    return List.of(
        door.page(PATH, visitor -> show(visitor, "", "")),
        door.form(PATH, this::change),
        door.form(PATH + "/sessions", this::endOthers),
        door.form(PATH + "/unlink", this::unlink));
  }

  private Answer show(Visitor visitor, String wrong, String done) {
    return pages.show(
        wrong.isEmpty() ? 200 : 422,
        "console/account",
        visitor.page(),
        Map.of(
            "name", visitor.session().owner().name(),
            "email", logins.email(visitor.ownerId()).orElse(""),
            "linked", people.linked(visitor.ownerId()),
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
        yield show(visitor, "", visitor.text("console.account.saved"));
      }
      case BAD_EMAIL -> show(visitor, visitor.text("console.account.bad-email"), "");
      case EMAIL_TAKEN -> show(visitor, visitor.text("console.account.taken"), "");
      case BAD_PASSWORD -> show(visitor, visitor.text("console.account.bad-password"), "");
    };
  }

  private Answer endOthers(Visitor visitor, FormBody form) {
    sessions.endOthers(visitor.session());
    return show(visitor, "", visitor.text("console.account.ended"));
  }

  /** This session ends with all others: the browser is sent to the beginning. */
  private Answer unlink(Visitor visitor, FormBody form) {
    acts.execute(visitor, new OwnerCommand.Unlink(visitor.ownerId()));
    return Door.leaving(Pages.seeOther(SignInRoutes.PATH), visitor.exchange());
  }
}
