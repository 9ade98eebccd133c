package dev.afterglow.api.sora;

import dev.afterglow.api.DiskGuard;
import dev.afterglow.api.Making;
import dev.afterglow.api.OpenAiDialect;
import dev.afterglow.events.TaskWatch;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.Links;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.http.Access;
import dev.afterglow.http.Handler;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.Prices;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.tasks.store.UsageReport;
import dev.afterglow.text.Language;
import dev.afterglow.webhooks.CallbackAddresses;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** All routes of the contract's dialect. */
public final class SoraRoutes {
  /** The catalogue of this package's texts, for {@link dev.afterglow.http.HttpTexts#load}. */
  public static final String MESSAGES = "/dev/afterglow/api/sora/messages";

  static final String GENERATIONS = "/v1/videos/generations";

  /** A picture of 10 MB in a data URI, and the longest prompt beside it. */
  private static final long MOST_BODY_BYTES = 15L << 20;

  private SoraRoutes() {}

  /** The routes over these parts. */
  public static List<Route> of(
      Tasks tasks,
      TaskWatch watch,
      GenerationService generation,
      CallbackAddresses callbacks,
      Links links,
      Making making,
      Ledger ledger,
      Prices prices,
      Router router,
      UsageReport usageReport,
      DiskSpace disk,
      InstantSource time) {
    Generations generations = new Generations(generation, callbacks);
    TaskLookups lookups = new TaskLookups(tasks, links, making, watch);
    Balances balances = new Balances(ledger, time);
    Usage usage = new Usage(usageReport, time);
    Models models = new Models(router, prices);
    List<Route> routes = new ArrayList<>();
    routes.add(
        new Route(
                Method.POST,
                GENERATIONS,
                Access.GENERATE,
                new DiskGuard(disk).before(generations::create))
            .upTo(MOST_BODY_BYTES)
            .hinting("image.body.limit"));
    routes.add(new Route(Method.POST, "/v1/tasks/{id}/cancel", Access.GENERATE, lookups::cancel));
    routes.add(read(GENERATIONS + "/{id}", lookups::one));
    routes.add(read("/v1/tasks/{id}", lookups::one));
    routes.add(read("/v1/tasks/{id}/events", lookups::events));
    routes.add(read("/v1/tasks", lookups::list));
    routes.add(read("/v1/models", models::list));
    // What OpenAI's clients ask: its errors are written as they read them.
    routes.add(read("/v1/models/{model}", models::one).in(new OpenAiDialect(Language.EN)));
    routes.add(read("/v1/model-schema", models::schema));
    routes.add(read("/v1/models/{model}/schema", models::schemaOf));
    for (String prefix : List.of("/v1", "")) {
      routes.add(read(prefix + "/balance", balances::ofKey));
      routes.add(read(prefix + "/usage", usage::answer));
      routes.add(read(prefix + "/user/balance", balances::ofOwner));
    }
    return List.copyOf(routes);
  }

  private static Route read(String path, Handler handler) {
    return new Route(Method.GET, path, Access.READ, handler);
  }
}
