package dev.afterglow.api.openai;

import dev.afterglow.api.OpenAiDialect;
import dev.afterglow.http.Access;
import dev.afterglow.http.Dialect;
import dev.afterglow.http.Handler;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.text.Language;
import dev.afterglow.webhooks.Webhooks;
import java.util.ArrayList;
import java.util.List;

/**
 * All routes about webhooks, with {@code /v1} and without. To change anything, a key is needed that
 * may spend: one that may only read could otherwise have what it reads sent elsewhere.
 */
public final class WebhookRoutes {
  /** The catalogue of these routes' texts, for {@link dev.afterglow.http.Messages#load}. */
  public static final String MESSAGES = "/dev/afterglow/api/openai/webhooks";

  private static final long LARGEST_BODY_BYTES = 8_192;
  private static final Dialect DIALECT = new OpenAiDialect(Language.EN);

  private WebhookRoutes() {}

  /** The routes over these webhooks. */
  public static List<Route> of(Webhooks webhooks) {
    WebhookEndpoints endpoints = new WebhookEndpoints(webhooks);
    WebhookDeliveries deliveries = new WebhookDeliveries(webhooks);
    List<Route> routes = new ArrayList<>();
    for (String prefix : List.of("/v1", "")) {
      String root = prefix + "/webhook_endpoints";
      String one = root + "/{webhook}";
      routes.add(change(Method.POST, root, endpoints::create));
      routes.add(read(root, endpoints::list));
      routes.add(read(one, endpoints::retrieve));
      routes.add(change(Method.POST, one, endpoints::update));
      routes.add(change(Method.DELETE, one, endpoints::delete));
      routes.add(change(Method.POST, one + "/rotate_secret", endpoints::rotateSecret));
      routes.add(change(Method.POST, one + "/test", endpoints::test));
      routes.add(read(prefix + "/webhook_event_types", WebhookEndpoints::eventTypes));
      String log = prefix + "/webhook_deliveries";
      routes.add(read(log, deliveries::list));
      routes.add(read(log + "/{delivery}", deliveries::retrieve));
      routes.add(change(Method.POST, log + "/{delivery}/redeliver", deliveries::redeliver));
    }
    return List.copyOf(routes);
  }

  private static Route read(String path, Handler handler) {
    return new Route(Method.GET, path, Access.READ, handler).in(DIALECT);
  }

  private static Route change(Method method, String path, Handler handler) {
    return new Route(method, path, Access.GENERATE, handler).upTo(LARGEST_BODY_BYTES).in(DIALECT);
  }
}
