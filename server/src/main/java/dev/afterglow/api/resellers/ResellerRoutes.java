package dev.afterglow.api.resellers;

import dev.afterglow.api.DiskGuard;
import dev.afterglow.api.Making;
import dev.afterglow.api.OpenAiDialect;
import dev.afterglow.files.DiskSpace;
import dev.afterglow.films.Links;
import dev.afterglow.generation.GenerationService;
import dev.afterglow.http.Access;
import dev.afterglow.http.Dialect;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.tasks.Tasks;
import dev.afterglow.text.Language;
import dev.afterglow.webhooks.CallbackAddresses;
import java.util.ArrayList;
import java.util.List;

/** The routes of the singular form, with {@code /v1} and without. */
public final class ResellerRoutes {
  /** A picture of 10 MB in a data URI, and the longest prompt beside it. */
  private static final long MOST_BODY_BYTES = 15L << 20;

  private static final Dialect DIALECT = new OpenAiDialect(Language.ZH);

  private ResellerRoutes() {}

  /** The routes over these parts. */
  public static List<Route> of(
      Tasks tasks,
      GenerationService generation,
      CallbackAddresses callbacks,
      Links links,
      Making making,
      DiskSpace disk) {
    SingularGenerations generations =
        new SingularGenerations(tasks, generation, callbacks, links, making);
    List<Route> routes = new ArrayList<>();
    for (String prefix : List.of("/v1", "")) {
      String root = prefix + "/video/generations";
      routes.add(
          new Route(
                  Method.POST,
                  root,
                  Access.GENERATE,
                  new DiskGuard(disk).before(generations::create))
              .upTo(MOST_BODY_BYTES)
              .hinting("image.body.limit")
              .in(DIALECT));
      routes.add(new Route(Method.GET, root + "/{id}", Access.READ, generations::one).in(DIALECT));
    }
    return List.copyOf(routes);
  }
}
