package dev.afterglow;

import dev.afterglow.admin.handlers.ConsoleCommandHandler;
import dev.afterglow.console.Console;
import dev.afterglow.http.Messages;
import dev.afterglow.http.Route;
import dev.afterglow.pages.Assets;
import dev.afterglow.pages.Pages;
import dev.afterglow.signin.ConsoleKeys;
import dev.afterglow.signin.Logins;
import dev.afterglow.signin.Sessions;
import dev.afterglow.signin.SignInDelay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens the pages for people: home and console. */
final class FrontPages {
  private static final Duration SESSION = Duration.ofDays(7);

  private FrontPages() {}

  static List<Route> routes(
      Foundation base,
      Workshop workshop,
      Messages messages,
      String ownKey,
      Console.Films films,
      Environment around) {
    Logins logins = new Logins(base.database());
    Console.Entrance entrance =
        new Console.Entrance(
            new Sessions(
                base.database(), base.accounts(), logins, around.time(), around.random(), SESSION),
            base.links(around),
            logins,
            new SignInDelay(around.nanoTime()),
            new ConsoleKeys(base.database(), base.accounts(), around.time()));
    Console.Parts parts =
        new Console.Parts(
            base.accounts(),
            base.ledger(),
            base.prices(),
            workshop.tasks(),
            base.adminService(
                workshop.tasks()::cancel,
                workshop.decisions(),
                new ConsoleCommandHandler(base.accounts(), base.links(around), Optional::empty),
                around),
            base.audit(around),
            base.codes(),
            films,
            Set.of(ownKey),
            Main.release(),
            around.time(),
            around.random());
    return Console.routes(new Pages(Assets.load(), messages), entrance, parts);
  }
}
