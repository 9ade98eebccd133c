package dev.afterglow.ops;

import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers balancers and supervisors: {@code /healthz} whether the process serves at all, {@code
 * /readyz} whether it should get requests.
 */
public final class Health {
  private static final System.Logger LOG = System.getLogger(Health.class.getName());
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final List<Check> checks;

  /**
   * @param checks what must hold for the server to be ready; each is asked at every request
   */
  public Health(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** The routes, for the listener. */
  public List<Route> routes() {
    return List.of(
        new Route(Method.GET, "/healthz", Access.PROBE, _ -> Answer.json(Map.of("status", "ok"))),
        new Route(Method.GET, "/readyz", Access.PROBE, this::ready));
  }

  private Answer ready(Exchange exchange) {
    Map<String, String> results = new TreeMap<>();
    checks.forEach(check -> results.put(check.name(), holds(check) ? "ok" : "failing"));
    boolean ready = !results.containsValue("failing");
    return Answer.json(
        ready ? OK : UNAVAILABLE,
        Map.of("status", ready ? "ready" : "not ready", "checks", results));
  }

  private static boolean holds(Check check) {
    try {
      return check.probe().holds();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.WARNING, "the check " + check.name() + " fails", e);
      return false;
    }
  }
}
