package dev.afterglow.console;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.admin.AdminService;
import dev.afterglow.admin.AuditLog;
import dev.afterglow.api.openai.StillPictures;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.films.Links;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.openid.OpenIdClient;
import dev.afterglow.pages.DisplayRoutes;
import dev.afterglow.pages.Pages;
import dev.afterglow.routing.EngineHealth;
import dev.afterglow.routing.Router;
import dev.afterglow.signin.ConsoleKeys;
import dev.afterglow.signin.Identities;
import dev.afterglow.signin.Logins;
import dev.afterglow.signin.Sessions;
import dev.afterglow.signin.SignInCounters;
import dev.afterglow.signin.SignInDelay;
import dev.afterglow.signin.SignInLinks;
import dev.afterglow.tasks.TaskIds;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.store.PromptSearch;
import dev.afterglow.tasks.store.TaskStore;
import dev.afterglow.tasks.store.UnclearTasks;
import dev.afterglow.text.Language;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Every page for people: home, sign-in, and what is behind it. */
public final class Console {
  /** The catalogue of these pages' texts, for {@link dev.afterglow.http.Messages#load}. */
  public static final String MESSAGES = "/dev/afterglow/console/texts";

  private Console() {}

  /** How people get in. */
  public record Entrance(
      Sessions sessions,
      SignInLinks links,
      Logins logins,
      SignInDelay delay,
      ConsoleKeys keys,
      SignInCounters counters,
      Optional<Provider> provider) {}

  /**
   * The OpenID provider that people may sign in with.
   *
   * @param name what people call it
   */
  public record Provider(String name, OpenIdClient client, Identities identities) {}

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
      Engines engines,
      List<Setting> settings,
      String release,
      InstantSource time,
      LongSupplier nanoTime,
      RandomGenerator random) {}

  /**
   * What makes the films.
   *
   * @param types what each speaks, by name
   * @param microsPerSecond what a second costs the operator, by name, where that was written down
   * @param worker does what takes its time
   * @param trials where the films of engines that are tried out are kept
   */
  public record Engines(
      Router router,
      EngineHealth health,
      Map<String, String> types,
      Map<String, Long> microsPerSecond,
      Executor worker,
      Path trials) {}

  /**
   * A setting as it is in force.
   *
   * @param place where it was given; empty text for a default
   * @param meaning what it decides, in a language; empty text for a name of the operator's own
   */
  public record Setting(
      String name,
      String value,
      String place,
      String standard,
      Function<Language, String> meaning) {}

  /** The books. */
  public record Money(Ledger ledger, Prices prices, RedeemCodes codes) {}

  /**
   * How films are asked for and shown.
   *
   * @param ownKey the id of the key that nobody holds, in whose name this process generates
   * @param showEngine whether owners are told which engine makes their films
   */
  public record Films(
      Tasks tasks,
      TaskWatch watch,
      String ownKey,
      GenerationService generation,
      TaskStore store,
      PromptSearch search,
      UnclearTasks unclear,
      Links links,
      StillPictures stills,
      boolean showEngine) {}

  /** The routes of all pages. */
  public static List<Route> routes(Pages pages, Entrance entrance, Parts parts) {
    Door door = new Door(pages, entrance.sessions(), parts.money().ledger(), parts.films().tasks());
    Acts acts = new Acts(parts.admin(), parts.audit());
    List<Route> routes = new ArrayList<>(DisplayRoutes.of(pages));
    routes.addAll(new HomeRoutes(door, pages, parts.money().prices(), parts.release()).routes());
    routes.addAll(entrance(pages, entrance, parts, door, acts));
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
    routes.addAll(films(pages, entrance, parts, door));
    routes.addAll(operator(pages, entrance, parts, door, acts));
    return List.copyOf(routes);
  }

  private static List<Route> entrance(
      Pages pages, Entrance entrance, Parts parts, Door door, Acts acts) {
    SignInRoutes signIn =
        new SignInRoutes(
            door,
            pages,
            parts.accounts(),
            entrance.sessions(),
            entrance.links(),
            entrance.logins(),
            entrance.delay(),
            entrance.counters(),
            entrance.provider().map(Provider::name).orElse(""));
    List<Route> routes = new ArrayList<>(signIn.routes());
    entrance
        .provider()
        .map(provider ->
            new OpenIdRoutes(
                door,
                pages,
                signIn,
                provider.client(),
                provider.identities(),
                entrance.sessions(),
                entrance.counters(),
                acts,
                parts.time(),
                parts.random()))
        .ifPresent(openId -> routes.addAll(openId.routes()));
    return routes;
  }

  private static List<Route> films(Pages pages, Entrance entrance, Parts parts, Door door) {
    Films films = parts.films();
    TaskPages sheets =
        new TaskPages(
            films.tasks(),
            films.links(),
            parts.money().prices(),
            films.stills().canJoin(),
            parts.time(),
            parts.random());
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new PlayRoutes(
                door,
                pages,
                films.tasks(),
                sheets,
                films.generation(),
                parts.money().ledger(),
                new PlayChoices(parts.money().prices(), parts.engines().router()),
                entrance.keys())
            .routes());
    LiveStage live =
        new LiveStage(
            pages,
            films.tasks(),
            films.watch(),
            sheets,
            entrance.keys(),
            entrance.sessions(),
            parts.nanoTime());
    routes.addAll(
        new TaskRoutes(
                door,
                pages,
                films.tasks(),
                sheets,
                films.store(),
                films.search(),
                films.stills(),
                live)
            .routes());
    routes.addAll(
        new UsageRoutes(
                door,
                pages,
                parts.accounts(),
                parts.money().ledger(),
                parts.money().codes(),
                films.store().usage(),
                films.showEngine(),
                parts.time())
            .routes());
    return routes;
  }

  private static List<Route> operator(
      Pages pages, Entrance entrance, Parts parts, Door door, Acts acts) {
    Films films = parts.films();
    Engines engines = parts.engines();
    EngineTrials trials =
        new EngineTrials(
            engines.worker(),
            new TaskIds(parts.time(), parts.random()),
            parts.nanoTime(),
            engines.trials());
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new EngineRoutes(door, pages, engines, films.unclear(), films.store(), trials, acts)
            .routes());
    routes.addAll(new SettingRoutes(door, pages, parts.settings()).routes());
    routes.addAll(new DeliveryRoutes(door, pages, parts.accounts(), acts).routes());
    routes.addAll(new MarginRoutes(door, pages, acts, parts.time()).routes());
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
