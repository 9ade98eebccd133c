package dev.afterglow.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A circuit breaker for each engine. One that does not take jobs is left alone for a while, twice
 * as long each time it happens in a row; then a single job tries it, and its answer decides. An
 * engine that does not accept the operator's key, account or balance is paused in the same way,
 * with the reason, for the operator to see.
 */
public final class EngineHealth {
  /** What an engine may be given. */
  public enum Breaker {
    /** Everything. */
    CLOSED,
    /** Nothing for now. */
    OPEN,
    /** One job, to try. */
    HALF_OPEN
  }

  /**
   * How long engines are left alone.
   *
   * @param shortest after the first time
   * @param longest where the doubling ends
   * @param longestAsked an engine that asks for more gets this
   */
  public record Backoff(Duration shortest, Duration longest, Duration longestAsked) {
    /** What a server does unless told otherwise. */
    public static final Backoff DEFAULT =
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1));

    public Backoff {
      if (!shortest.isPositive()
          || longest.compareTo(shortest) < 0
          || longestAsked.compareTo(shortest) < 0) {
        throw new IllegalArgumentException("backoff: " + shortest + " to " + longest);
      }
    }

    private Duration after(int failures, Duration asked) {
      Duration own = shortest.multipliedBy(1L << Math.min(failures - 1, 20));
      Duration bounded = least(own, longest);
      Duration wanted = least(asked, longestAsked);
      return bounded.compareTo(wanted) < 0 ? wanted : bounded;
    }

    private static Duration least(Duration a, Duration b) {
      return a.compareTo(b) < 0 ? a : b;
    }
  }

  /** A job that tries an engine and is never heard of again does not keep it shut for longer. */
  private static final Duration LONGEST_TRIAL = Duration.ofMinutes(1);

  private static final class State {
    private int failures;
    private boolean open;
    private long openUntil;
    private boolean trying;
    private long triedUntil;
    private String pausedFor = "";
  }

  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final Map<String, State> states = new HashMap<>();

  /**
   * @param nanoTime a clock that is never set back, in nanoseconds
   */
  public EngineHealth(LongSupplier nanoTime, Backoff backoff) {
    this.nanoTime = nanoTime;
    this.backoff = backoff;
  }

  /** Whether this engine may be given a job now. */
  public boolean allows(String engine) {
    return breaker(engine) != Breaker.OPEN;
  }

  /** How this engine stands. */
  public synchronized Breaker breaker(String engine) {
    State state = states.get(engine);
    if (state == null || !state.open) {
      return Breaker.CLOSED;
    }
    long now = nanoTime.getAsLong();
    boolean shut = state.openUntil - now > 0 || (state.trying && state.triedUntil - now > 0);
    return shut ? Breaker.OPEN : Breaker.HALF_OPEN;
  }

  /** How long until this engine may be given a job; zero if it may be now. */
  public synchronized Duration untilAllowed(String engine) {
    if (breaker(engine) != Breaker.OPEN) {
      return Duration.ZERO;
    }
    State state = states.getOrDefault(engine, new State());
    long until = state.trying ? Math.max(state.openUntil, state.triedUntil) : state.openUntil;
    return Duration.ofNanos(until - nanoTime.getAsLong());
  }

  /** A job is about to try an engine that is half open. */
  public synchronized void trying(String engine) {
    State state = states.get(engine);
    if (state != null && state.open) {
      state.trying = true;
      state.triedUntil = nanoTime.getAsLong() + LONGEST_TRIAL.toNanos();
    }
  }

  /** The engine answered a submission as a working engine does, be it with a refusal. */
  public synchronized void works(String engine) {
    states.remove(engine);
  }

  /**
   * The engine does not take jobs.
   *
   * @param asked for how long it asked to be left alone; zero if it did not
   */
  public synchronized void unavailable(String engine, Duration asked) {
    open(engine, asked);
  }

  /**
   * The engine does not accept the operator's key, account or balance.
   *
   * @param reason for the operator
   */
  public synchronized void paused(String engine, String reason, Duration asked) {
    State state = open(engine, asked);
    state.pausedFor = reason.isEmpty() ? "no access" : reason;
  }

  /** The engines that are paused, by name, each with the reason. */
  public synchronized Map<String, String> paused() {
    Map<String, String> paused = new TreeMap<>();
    states.forEach((engine, state) -> {
      if (!state.pausedFor.isEmpty()) {
        paused.put(engine, state.pausedFor);
      }
    });
    return paused;
  }

  private State open(String engine, Duration asked) {
    State state = states.computeIfAbsent(engine, _ -> new State());
    boolean already = state.open && !state.trying && state.openUntil - nanoTime.getAsLong() > 0;
    if (!already) {
      state.failures++; // several answers of one outage are one failure
    }
    long until = nanoTime.getAsLong() + backoff.after(state.failures, asked).toNanos();
    state.openUntil = already ? Math.max(state.openUntil, until) : until;
    state.open = true;
    state.trying = false;
    return state;
  }
}
