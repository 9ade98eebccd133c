package dev.afterglow.console;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.AdminService;
import dev.afterglow.admin.AuditLog;
import dev.afterglow.api.openai.StillPictures;
import dev.afterglow.films.Links;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.pages.DisplayRoutes;
import dev.afterglow.pages.Pages;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.signin.ConsoleKeys;
import dev.afterglow.signin.Logins;
import dev.afterglow.signin.Sessions;
import dev.afterglow.signin.SignInDelay;
import dev.afterglow.signin.SignInLinks;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.store.PromptSearch;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.UnclearTasks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Every page for people: home, sign-in, and what is behind it. */
public final class Console {
  /** The catalogue of these pages' texts, for {@link dev.afterglow.http.Messages#load}. */
  public static final String MESSAGES = "/dev/afterglow/console/texts";

  private Console() {}

  /** How people get in. */
  public record Entrance(
      Sessions sessions, SignInLinks links, Logins logins, SignInDelay delay, ConsoleKeys keys) {}

  /**
   * What the pages show and change.
   *
   * @param admin executes administrative acts; they are written down here
   */
  public record Parts(
      Accounts accounts,
      AdminService admin,
      AuditLog audit,
      Money money,
      Films films,
      String release,
      InstantSource time,
      RandomGenerator random) {}

  /** The books. */
  public record Money(Ledger ledger, Prices prices, RedeemCodes codes) {}

  /**
   * How films are asked for and shown.
   *
   * @param ownKey the id of the key that nobody holds, in whose name this process generates
   */
  public record Films(
      Tasks tasks,
      String ownKey,
      GenerationService generation,
      Router router,
      TaskStore store,
      PromptSearch search,
      EngineHealth health,
      UnclearTasks unclear,
      Links links,
      StillPictures stills) {}

  /** The routes of all pages. */
  public static List<Route> routes(Pages pages, Entrance entrance, Parts parts) {
    Door door = new Door(pages, entrance.sessions(), parts.money().ledger(), parts.films().tasks());
    Acts acts = new Acts(parts.admin(), parts.audit());
    List<Route> routes = new ArrayList<>(DisplayRoutes.of(pages));
    routes.addAll(new HomeRoutes(door, pages, parts.money().prices(), parts.release()).routes());
    routes.addAll(
        new SignInRoutes(
                door,
                pages,
                parts.accounts(),
                entrance.sessions(),
                entrance.links(),
                entrance.logins(),
                entrance.delay())
            .routes());
    routes.addAll(
        new KeyRoutes(
                door,
                pages,
                parts.accounts(),
                parts.money().ledger(),
                acts,
                entrance.keys(),
                Set.of(parts.films().ownKey()),
                parts.time())
            .routes());
    Films films = parts.films();
    TaskPages sheets = new TaskPages(parts.films().tasks(), films.links(), parts.time());
    routes.addAll(
        new PlayRoutes(
                door,
                pages,
                parts.films().tasks(),
                sheets,
                films.generation(),
                parts.money().ledger(),
                new PlayChoices(parts.money().prices(), films.router()),
                entrance.keys(),
                parts.random())
            .routes());
    routes.addAll(
        new TaskRoutes(
                door,
                pages,
                parts.films().tasks(),
                sheets,
                films.store(),
                films.search(),
                films.stills())
            .routes());
    routes.addAll(
        new UsageRoutes(
                door,
                pages,
                parts.money().ledger(),
                parts.money().codes(),
                films.store().usage(),
                parts.time())
            .routes());
    routes.addAll(operator(pages, entrance, parts, door, acts));
    return List.copyOf(routes);
  }

  private static List<Route> operator(
      Pages pages, Entrance entrance, Parts parts, Door door, Acts acts) {
    Films films = parts.films();
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new EngineRoutes(door, pages, films.router(), films.health(), films.unclear(), acts)
            .routes());
    routes.addAll(
        new OwnerRoutes(
                door,
                pages,
                parts.accounts(),
                parts.money().ledger(),
                entrance.logins(),
                entrance.links(),
                acts)
            .routes());
    routes.addAll(
        new PriceRoutes(door, pages, parts.money().prices(), acts, parts.time()).routes());
    return routes;
  }
}
