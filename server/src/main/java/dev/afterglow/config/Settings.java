package dev.afterglow.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything an operator can decide, checked and complete. One record per capability. */
public record Settings(
    Listen listen,
    Storage storage,
    Tasks tasks,
    Limits limits,
    Images images,
    Preview preview,
    Bootstrap bootstrap,
    Metrics metrics,
    LogLevel logLevel) {

  /**
   * Where the server listens.
   *
   * @param port 0 for any free one
   * @param publicUrl what links begin with; empty for the address a request came to
   * @param trustedProxies networks whose word counts for a client's address
   * @param drain how long a stopping server waits for open requests
   */
  public record Listen(
      String host,
      int port,
      Optional<URI> publicUrl,
      List<String> trustedProxies,
      Duration drain) {}

  /**
   * Where everything is kept.
   *
   * @param minimumFreeBytes below this much free space the server says that it is not ready
   */
  public record Storage(Path directory, long minimumFreeBytes) {}

  /**
   * The line of tasks.
   *
   * @param engineDeadline how long an engine may keep a task before its hold is released
   */
  public record Tasks(
      int runningPerKey,
      int waitingPerOwner,
      int waitingInAll,
      Duration longestWait,
      Duration engineDeadline) {}

  /** Requests per minute. */
  public record Limits(int perKey, int perOwner, int wrongKeysPerAddress, int openPerAddress) {}

  /** From where reference images may be fetched, besides the public internet. */
  public record Images(List<String> allowedNetworks, List<Integer> allowedPorts) {}

  /** The built-in engine. */
  public record Preview(int concurrency, boolean caption) {}

  /**
   * The first owner of an empty data directory.
   *
   * @param key that owner's key; empty for one that is made and printed once
   */
  public record Bootstrap(Optional<Secret> key, long creditMicros) {}

  /**
   * Who may read the metrics.
   *
   * @param token a bearer token; without one there are no metrics
   */
  public record Metrics(Optional<Secret> token) {}

  static Settings from(Values values) {
    return new Settings(
        new Listen(
            values.of(Keys.HOST),
            values.of(Keys.PORT),
            values.of(Keys.PUBLIC_URL),
            values.of(Keys.TRUSTED_PROXIES),
            values.of(Keys.DRAIN)),
        new Storage(values.of(Keys.DIRECTORY), values.of(Keys.MINIMUM_FREE)),
        new Tasks(
            values.of(Keys.RUNNING_PER_KEY),
            values.of(Keys.WAITING_PER_OWNER),
            values.of(Keys.WAITING_IN_ALL),
            values.of(Keys.LONGEST_WAIT),
            values.of(Keys.ENGINE_DEADLINE)),
        new Limits(
            values.of(Keys.PER_KEY),
            values.of(Keys.PER_OWNER),
            values.of(Keys.WRONG_KEYS),
            values.of(Keys.OPEN)),
        new Images(values.of(Keys.ALLOWED_NETWORKS), values.of(Keys.ALLOWED_PORTS)),
        new Preview(values.of(Keys.PREVIEW_CONCURRENCY), values.of(Keys.PREVIEW_CAPTION)),
        new Bootstrap(values.of(Keys.BOOTSTRAP_KEY), values.of(Keys.BOOTSTRAP_CREDIT)),
        new Metrics(values.of(Keys.METRICS_TOKEN)),
        values.of(Keys.LOG_LEVEL));
  }
}
