package dev.afterglow.tasks.run;

import dev.afterglow.engines.Model;
import dev.afterglow.routing.Candidate.Limits;
import dev.afterglow.routing.Router;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How much of each model engines have under way, where the operator bounds that. Its owner's lock
 * guards it.
 */
final class ModelShares {
  /** A minute's films are begun in shares of it, as with an engine's own rate. */
  private static final int TOKENS_AT_ONCE = 10;

  private final Map<String, Map<Model, Share>> byEngine = new HashMap<>();

  /** One engine's part of one model. */
  private static final class Share {
    private final int most;
    private final RateBudget begun;
    private int running;

    private Share(Limits limits, long now) {
      this.most = limits.running();
      this.begun =
          RateBudget.of(
              limits.submitsPerMinute(),
              1,
              TimeUnit.MINUTES,
              limits.submitsPerMinute() / (double) TOKENS_AT_ONCE,
              now);
    }
  }

  ModelShares(Router router, long now) {
    for (var engine : router.engines()) {
      Map<Model, Share> shares = new EnumMap<>(Model.class);
      for (Model model : Model.values()) {
        Limits limits = router.limits(engine.name(), model);
        if (limits.running() < Integer.MAX_VALUE || limits.submitsPerMinute() < Integer.MAX_VALUE) {
          shares.put(model, new Share(limits, now));
        }
      }
      byEngine.put(engine.name(), shares);
    }
  }

  /** A film is begun. */
  void begin(String engine, Model model, long now) {
    Share share = of(engine).get(model);
    if (share != null) {
      share.begun.take(now);
    }
  }

  /** So many more, or fewer, are being made. */
  void count(String engine, Model model, int change) {
    Share share = of(engine).get(model);
    if (share != null) {
      share.running += change;
    }
  }

  /** How many more films an engine may be given, of each model that is bounded. */
  Map<Model, Integer> rooms(String engine, long now) {
    Map<Model, Integer> rooms = new EnumMap<>(Model.class);
    of(engine)
        .forEach((model, share) ->
            rooms.put(
                model,
                Math.max(0, Math.min(share.most - share.running, share.begun.available(now)))));
    return rooms;
  }

  /** How long until the next rate allows another film; zero if none is in the way. */
  Duration untilNext(long now) {
    return Duration.ofNanos(
        byEngine.values().stream()
            .flatMap(shares -> shares.values().stream())
            .mapToLong(share -> share.begun.untilNext(now))
            .filter(nanos -> nanos > 0)
            .min()
            .orElse(0));
  }

  private Map<Model, Share> of(String engine) {
    return byEngine.getOrDefault(engine, Map.of());
  }
}
