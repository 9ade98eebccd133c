package dev.afterglow.config;

import dev.afterglow.ip.Cidr;
import dev.afterglow.log.LogLevel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every setting there is. The README's table of settings is made from this list. */
final class Keys {
  static final Key<String> HOST = new Key<>("server.host", Kinds.host(), "127.0.0.1");
  static final Key<Integer> PORT = new Key<>("server.port", Kinds.wholeNumber(0, 65_535), "8080");
  static final Key<Optional<URI>> PUBLIC_URL = new Key<>("server.public-url", Kinds.baseUrl(), "");
  static final Key<List<Cidr>> TRUSTED_PROXIES =
      new Key<>("server.trusted-proxies", Kinds.networks(), "");
  static final Key<Duration> DRAIN =
      new Key<>(
          "server.drain", Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)), "30s");

  static final Key<Path> DIRECTORY = new Key<>("data.directory", Kinds.path(), "./data");
  static final Key<Long> MINIMUM_FREE = new Key<>("data.minimum-free", Kinds.bytes(), "1GiB");

  static final Key<Optional<Secret>> DATABASE = new Key<>("database", Kinds.database(), "");
  static final Key<Optional<Path>> DATABASE_PASSWORD_FILE =
      new Key<>("database-password-file", Kinds.optional(Kinds.path()), "");
  static final Key<Optional<Path>> SHARED =
      new Key<>("data.shared", Kinds.optional(Kinds.path()), "");
  static final Key<Duration> LEASE =
      new Key<>("fleet.lease", Kinds.duration(Duration.ofSeconds(2), Duration.ofMinutes(5)), "15s");
  static final Key<Optional<BucketUrl>> STORE_URL = new Key<>("store.url", Kinds.bucket(), "");
  static final Key<Optional<URI>> STORE_ENDPOINT = new Key<>("store.endpoint", Kinds.baseUrl(), "");
  static final Key<Optional<URI>> STORE_PUBLIC_ENDPOINT =
      new Key<>("store.public-endpoint", Kinds.baseUrl(), "");
  static final Key<Optional<String>> STORE_REGION =
      new Key<>("store.region", Kinds.optional(Kinds.text()), "");
  static final Key<String> STORE_PATH_STYLE =
      new Key<>("store.path-style", Kinds.word("auto", "true", "false"), "auto");
  static final Key<Optional<Secret>> STORE_ACCESS_KEY =
      new Key<>("store.access-key", Kinds.secret("secret", EngineKeys.SECRET), "");
  static final Key<Optional<Path>> STORE_ACCESS_KEY_FILE =
      new Key<>("store.access-key-file", Kinds.optional(Kinds.path()), "");
  static final Key<Optional<Secret>> STORE_SECRET_KEY =
      new Key<>("store.secret-key", Kinds.secret("secret", EngineKeys.SECRET), "");
  static final Key<Optional<Path>> STORE_SECRET_KEY_FILE =
      new Key<>("store.secret-key-file", Kinds.optional(Kinds.path()), "");
  static final Key<Settings.Store.Links> STORE_LINKS =
      new Key<>("store.links", Kinds.oneOf(Settings.Store.Links.class), "proxied");
  static final Key<Optional<Secret>> STORE_PROXY = new Key<>("store.proxy", Kinds.proxy(), "");
  static final Key<Optional<Path>> STORE_CA_FILE =
      new Key<>("store.ca-file", Kinds.optional(Kinds.path()), "");

  /** Those of the store of objects. */
  static final List<Key<?>> STORE =
      List.of(
          STORE_URL,
          STORE_ENDPOINT,
          STORE_PUBLIC_ENDPOINT,
          STORE_REGION,
          STORE_PATH_STYLE,
          STORE_ACCESS_KEY,
          STORE_ACCESS_KEY_FILE,
          STORE_SECRET_KEY,
          STORE_SECRET_KEY_FILE,
          STORE_LINKS,
          STORE_PROXY,
          STORE_CA_FILE);

  static final Key<Integer> RUNNING_PER_KEY =
      new Key<>("tasks.running-per-key", Kinds.wholeNumber(1, 10_000), "5");
  static final Key<Integer> WAITING_PER_OWNER =
      new Key<>("tasks.waiting-per-owner", Kinds.wholeNumber(1, 1_000_000), "1000");
  static final Key<Integer> WAITING_IN_ALL =
      new Key<>("tasks.waiting-in-all", Kinds.wholeNumber(1, 10_000_000), "100000");
  static final Key<Duration> LONGEST_WAIT =
      new Key<>(
          "tasks.longest-wait", Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(30)), "24h");
  static final Key<Duration> ENGINE_DEADLINE =
      new Key<>(
          "tasks.engine-deadline",
          Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(30)),
          "24h");

  static final Key<Boolean> SHOW_ENGINE = new Key<>("tasks.show-engine", Kinds.yesNo(), "false");

  static final Key<Integer> PER_KEY = perMinute("limits.per-key", "6000");
  static final Key<Integer> PER_OWNER = perMinute("limits.per-owner", "12000");
  static final Key<Integer> WRONG_KEYS = perMinute("limits.wrong-keys-per-address", "60");
  static final Key<Integer> OPEN = perMinute("limits.open-per-address", "1200");

  static final Key<Integer> CONNECTIONS =
      new Key<>("limits.connections", Kinds.wholeNumber(0, 1_000_000), "0");
  static final Key<Integer> REQUESTS =
      new Key<>("limits.requests", Kinds.wholeNumber(0, 1_000_000), "0");
  static final Key<Integer> STREAMS =
      new Key<>("limits.streams", Kinds.wholeNumber(0, 1_000_000), "0");
  static final Key<Integer> STREAM_PACE =
      new Key<>("limits.stream-pace", Kinds.wholeNumber(1, 1_000_000_000), "8192");
  static final Key<Long> BODY_MEMORY = new Key<>("limits.body-memory", Kinds.bytes(), "0");

  static final Key<Integer> EVENT_PLACES =
      new Key<>("events.places", Kinds.wholeNumber(0, 1_000_000), "0");
  static final Key<Integer> EVENT_PLACES_PER_KEY =
      new Key<>("events.places-per-key", Kinds.wholeNumber(1, 1_000_000), "1000");
  static final Key<Duration> EVENT_LONGEST_WAIT =
      new Key<>(
          "events.longest-wait", Kinds.duration(Duration.ofSeconds(1), Duration.ofHours(1)), "5m");
  static final Key<Duration> EVENT_LONGEST_STREAM =
      new Key<>(
          "events.longest-stream",
          Kinds.duration(Duration.ofSeconds(10), Duration.ofHours(24)),
          "1h");
  static final Key<Duration> EVENT_HEARTBEAT =
      new Key<>(
          "events.heartbeat", Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(5)), "15s");

  static final Key<List<Cidr>> ALLOWED_NETWORKS =
      new Key<>("images.allowed-networks", Kinds.networks(), "");
  static final Key<List<Integer>> ALLOWED_PORTS =
      new Key<>("images.allowed-ports", Kinds.ports(), "");

  static final Key<Long> UPLOADS_PER_OWNER =
      new Key<>("images.uploads-per-owner", Kinds.bytes(), "1GiB");
  static final Key<Long> PICTURES_PER_OWNER =
      new Key<>("images.pictures-per-owner", Kinds.bytes(), "1GiB");

  static final Key<Boolean> FIT_REFERENCE =
      new Key<>("openai.fit-reference", Kinds.yesNo(), "false");

  static final Key<Long> FILES_LARGEST =
      new Key<>("files.largest", Kinds.memory("64KiB"), "200MiB");
  static final Key<Long> FILES_BYTES_PER_OWNER =
      new Key<>("files.bytes-per-owner", Kinds.bytes(), "1GiB");
  static final Key<Integer> FILES_PER_OWNER =
      new Key<>("files.per-owner", Kinds.wholeNumber(1, 1_000_000), "1000");

  static final Key<Integer> BATCH_LINES =
      new Key<>("batches.lines", Kinds.wholeNumber(1, 100_000), "50000");
  static final Key<Integer> BATCHES_OPEN_PER_OWNER =
      new Key<>("batches.open-per-owner", Kinds.wholeNumber(1, 10_000), "20");
  static final Key<Integer> BATCHES_RUNNING_PER_OWNER =
      new Key<>("batches.running-per-owner", Kinds.wholeNumber(1, 10_000), "3");
  static final Key<Integer> ENDPOINTS_PER_OWNER =
      new Key<>("webhooks.endpoints-per-owner", Kinds.wholeNumber(1, 1_000), "10");
  static final Key<Integer> WEBHOOK_CONCURRENCY =
      new Key<>("webhooks.concurrency", Kinds.wholeNumber(1, 1_000), "32");
  static final Key<Duration> WEBHOOK_TIMEOUT =
      new Key<>(
          "webhooks.timeout", Kinds.duration(Duration.ofSeconds(1), Duration.ofMinutes(2)), "15s");
  static final Key<Duration> WEBHOOK_RETRY_FOR =
      new Key<>(
          "webhooks.retry-for", Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(7)), "24h");
  static final Key<Duration> WEBHOOK_DISABLE_AFTER =
      new Key<>(
          "webhooks.disable-after", Kinds.duration(Duration.ofHours(1), Duration.ofDays(90)), "5d");
  static final Key<Duration> WEBHOOK_KEEP =
      new Key<>("webhooks.keep", Kinds.duration(Duration.ofHours(1), Duration.ofDays(365)), "7d");
  static final Key<List<Cidr>> WEBHOOK_NETWORKS =
      new Key<>("webhooks.allowed-networks", Kinds.networks(), "");
  static final Key<List<Integer>> WEBHOOK_PORTS =
      new Key<>("webhooks.allowed-ports", Kinds.ports(), "");

  static final Key<Integer> PREVIEW_CONCURRENCY =
      new Key<>("preview.concurrency", Kinds.wholeNumber(1, 64), "1");
  static final Key<Boolean> PREVIEW_CAPTION = new Key<>("preview.caption", Kinds.yesNo(), "false");

  static final Key<Double> MAX_UPSCALE =
      new Key<>("finishing.max-upscale", Kinds.factor(1, 4), "1.05");
  static final Key<Boolean> FINISHING_STILLS = new Key<>("finishing.stills", Kinds.yesNo(), "true");
  static final Key<Integer> FINISHING_CHILDREN =
      new Key<>("finishing.children", Kinds.wholeNumber(1, 64), "1");
  static final Key<Duration> FINISHING_TIME =
      new Key<>(
          "finishing.time", Kinds.duration(Duration.ofSeconds(10), Duration.ofHours(6)), "10m");
  static final Key<Long> FINISHING_MEMORY =
      new Key<>("finishing.memory", Kinds.memory("512MiB"), "2GiB");

  static final Key<Optional<Secret>> BOOTSTRAP_KEY =
      new Key<>("bootstrap.key", Kinds.secret("api-key", "sk-[A-Za-z0-9_-]{20,200}"), "");
  static final Key<Long> BOOTSTRAP_CREDIT = new Key<>("bootstrap.credit", Kinds.usd(), "100");

  static final Key<Optional<Secret>> METRICS_TOKEN =
      new Key<>("metrics.token", Kinds.secret("token", "[!-~]{16,200}"), "");

  static final Key<Optional<URI>> TRACING_ENDPOINT =
      new Key<>("tracing.endpoint", Kinds.baseUrl(), "");
  static final Key<Optional<Secret>> TRACING_HEADER =
      new Key<>("tracing.header", Kinds.secret("header", "[A-Za-z0-9-]{1,100}=[ -~]{1,4000}"), "");
  static final Key<Double> TRACING_SHARE = new Key<>("tracing.share", Kinds.share(), "1");
  static final Key<Boolean> TRACING_FROM_CLIENTS =
      new Key<>("tracing.from-clients", Kinds.yesNo(), "false");
  static final Key<Boolean> TRACING_TO_ENGINES =
      new Key<>("tracing.to-engines", Kinds.yesNo(), "false");

  static final Key<Duration> AUDIT_INTERVAL =
      new Key<>(
          "audit.interval", Kinds.interval(Duration.ofMinutes(1), Duration.ofDays(30)), "15m");

  static final Key<Duration> SESSION_LIFE =
      new Key<>(
          "console.session-life",
          Kinds.duration(Duration.ofMinutes(10), Duration.ofDays(90)),
          "7d");
  static final Key<Duration> SESSION_IDLE =
      new Key<>(
          "console.session-idle", Kinds.duration(Duration.ofMinutes(5), Duration.ofDays(90)), "1d");

  static final Key<Optional<String>> OPENID_ISSUER =
      new Key<>("openid.issuer", Kinds.optional(Kinds.issuer()), "");
  static final Key<Optional<String>> OPENID_CLIENT_ID =
      new Key<>("openid.client-id", Kinds.optional(Kinds.text()), "");
  static final Key<Optional<Secret>> OPENID_CLIENT_SECRET =
      new Key<>("openid.client-secret", Kinds.secret("secret", EngineKeys.SECRET), "");
  static final Key<Optional<Path>> OPENID_CLIENT_SECRET_FILE =
      new Key<>("openid.client-secret-file", Kinds.optional(Kinds.path()), "");
  static final Key<Optional<String>> OPENID_NAME =
      new Key<>("openid.name", Kinds.optional(Kinds.text()), "");
  static final Key<List<String>> OPENID_DOMAINS = new Key<>("openid.domains", Kinds.domains(), "");
  static final Key<Boolean> OPENID_SIGN_UP = new Key<>("openid.sign-up", Kinds.yesNo(), "false");
  static final Key<Optional<Path>> OPENID_CA_FILE =
      new Key<>("openid.ca-file", Kinds.optional(Kinds.path()), "");

  static final Key<LogLevel> LOG_LEVEL =
      new Key<>("log.level", Kinds.oneOf(LogLevel.class), "info");

  /** Every key, in the order of the table. */
  static final List<Key<?>> ALL =
      List.of(
          HOST,
          PORT,
          PUBLIC_URL,
          TRUSTED_PROXIES,
          DRAIN,
          DIRECTORY,
          MINIMUM_FREE,
          DATABASE,
          DATABASE_PASSWORD_FILE,
          SHARED,
          LEASE,
          STORE_URL,
          STORE_ENDPOINT,
          STORE_PUBLIC_ENDPOINT,
          STORE_REGION,
          STORE_PATH_STYLE,
          STORE_ACCESS_KEY,
          STORE_ACCESS_KEY_FILE,
          STORE_SECRET_KEY,
          STORE_SECRET_KEY_FILE,
          STORE_LINKS,
          STORE_PROXY,
          STORE_CA_FILE,
          RUNNING_PER_KEY,
          WAITING_PER_OWNER,
          WAITING_IN_ALL,
          LONGEST_WAIT,
          ENGINE_DEADLINE,
          SHOW_ENGINE,
          PER_KEY,
          PER_OWNER,
          WRONG_KEYS,
          OPEN,
          CONNECTIONS,
          REQUESTS,
          STREAMS,
          STREAM_PACE,
          BODY_MEMORY,
          EVENT_PLACES,
          EVENT_PLACES_PER_KEY,
          EVENT_LONGEST_WAIT,
          EVENT_LONGEST_STREAM,
          EVENT_HEARTBEAT,
          ALLOWED_NETWORKS,
          ALLOWED_PORTS,
          UPLOADS_PER_OWNER,
          PICTURES_PER_OWNER,
          FIT_REFERENCE,
          FILES_LARGEST,
          FILES_BYTES_PER_OWNER,
          FILES_PER_OWNER,
          BATCH_LINES,
          BATCHES_OPEN_PER_OWNER,
          BATCHES_RUNNING_PER_OWNER,
          ENDPOINTS_PER_OWNER,
          WEBHOOK_CONCURRENCY,
          WEBHOOK_TIMEOUT,
          WEBHOOK_RETRY_FOR,
          WEBHOOK_DISABLE_AFTER,
          WEBHOOK_KEEP,
          WEBHOOK_NETWORKS,
          WEBHOOK_PORTS,
          PREVIEW_CONCURRENCY,
          PREVIEW_CAPTION,
          MAX_UPSCALE,
          FINISHING_STILLS,
          FINISHING_CHILDREN,
          FINISHING_TIME,
          FINISHING_MEMORY,
          BOOTSTRAP_KEY,
          BOOTSTRAP_CREDIT,
          METRICS_TOKEN,
          TRACING_ENDPOINT,
          TRACING_HEADER,
          TRACING_SHARE,
          TRACING_FROM_CLIENTS,
          TRACING_TO_ENGINES,
          AUDIT_INTERVAL,
          SESSION_LIFE,
          SESSION_IDLE,
          OPENID_ISSUER,
          OPENID_CLIENT_ID,
          OPENID_CLIENT_SECRET,
          OPENID_CLIENT_SECRET_FILE,
          OPENID_NAME,
          OPENID_DOMAINS,
          OPENID_SIGN_UP,
          OPENID_CA_FILE,
          LOG_LEVEL);

  /** Keys of earlier versions, each with what to write instead. They stop the start. */
  static final Map<String, String> RETIRED = Map.of();

  private Keys() {}

  private static Key<Integer> perMinute(String name, String standard) {
    return new Key<>(name, Kinds.wholeNumber(1, 10_000_000), standard);
  }
}
