package dev.afterglow.signin;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How people have come into the console since the start, and how often somebody did not. */
public final class SignInCounters {
  private final Map<Way, LongAdder> counts = new EnumMap<>(Way.class);

  /** What became of a try. */
  public enum Way {
    LINK,
    PASSWORD,
    OPENID,
    /** Nobody came in. */
    REFUSED;

    /** The word in metrics. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SignInCounters() {
    for (Way way : Way.values()) {
      counts.put(way, new LongAdder());
    }
  }

  /** One more. */
  public void count(Way way) {
    adder(way).increment();
  }

  /** How many so far. */
  public long of(Way way) {
    return adder(way).sum();
  }

  private LongAdder adder(Way way) {
    return counts.getOrDefault(way, new LongAdder());
  }
}
