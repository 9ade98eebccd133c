package dev.afterglow.config;

import dev.afterglow.ip.Cidr;
import dev.afterglow.log.LogLevel;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything an operator can decide, checked and complete. One record per capability.
 *
 * @param inForce the same in words, for people who ask what is in force and why
 */
public record Settings(
    Listen listen,
    Storage storage,
    Optional<Store> store,
    Tasks tasks,
    Limits limits,
    Capacity capacity,
    Events events,
    Images images,
    OpenAi openAi,
    Files files,
    Batches batches,
    Webhooks webhooks,
    Preview preview,
    Finishing finishing,
    Bootstrap bootstrap,
    Metrics metrics,
    Tracing tracing,
    Audit audit,
    Console console,
    Optional<OpenId> openId,
    LogLevel logLevel,
    Fleet fleet,
    List<EngineSettings> engines,
    ModelSettings models,
    List<InForce> inForce) {

  /**
   * Where the server listens.
   *
   * @param port 0 for any free one
   * @param publicUrl what links begin with; empty for the address a request came to
   * @param trustedProxies networks whose word counts for a client's address
   * @param drain how long a stopping server waits for open requests
   */
  public record Listen(
      String host, int port, Optional<URI> publicUrl, List<Cidr> trustedProxies, Duration drain) {}

  /**
   * Where everything is kept.
   *
   * @param minimumFreeBytes below this much free space the server says that it is not ready
   */
  public record Storage(Path directory, long minimumFreeBytes) {}

  /**
   * The store of objects that films, stills, uploads, reference pictures and files of batches are
   * kept in, in place of the data directory.
   *
   * @param endpoint empty for Amazon's own
   * @param publicEndpoint where clients reach the same bucket; empty for the endpoint
   * @param region empty for what the SDK finds around it
   * @param pathStyle whether the bucket stands in the path and not in the host
   * @param keys empty for what the SDK finds around it
   * @param links who hands films over
   * @param proxy the address of an HTTP proxy, which may hold a password
   * @param caFile certificates in PEM that are trusted besides the platform's
   */
  public record Store(
      BucketUrl bucket,
      Optional<URI> endpoint,
      Optional<URI> publicEndpoint,
      Optional<String> region,
      boolean pathStyle,
      Optional<AccessKey> keys,
      Links links,
      Optional<Secret> proxy,
      Optional<Path> caFile) {
    /** An access key and its secret. */
    public record AccessKey(Secret accessKey, Secret secretKey) {}

    /** Who hands films over to whoever has a link. */
    public enum Links {
      /** This server, which reads them from the store. */
      PROXIED,
      /** The store itself, to which a link leads. */
      PRESIGNED
    }
  }

  /**
   * The line of tasks.
   *
   * @param engineDeadline how long an engine may keep a task before its hold is released
   * @param showEngine whether owners are told which engine makes their films
   */
  public record Tasks(
      int runningPerKey,
      int waitingPerOwner,
      int waitingInAll,
      Duration longestWait,
      Duration engineDeadline,
      boolean showEngine) {}

  /** Requests per minute. */
  public record Limits(int perKey, int perOwner, int wrongKeysPerAddress, int openPerAddress) {}

  /**
   * How much clients may have at once; 0 for as much as the heap can keep.
   *
   * @param streamBytesPerSecond the slowest pace of a client that reads an answer
   * @param bodyMemoryBytes what all request bodies in memory may take together
   */
  public record Capacity(
      int connections, int requests, int streams, int streamBytesPerSecond, long bodyMemoryBytes) {}

  /**
   * Live progress.
   *
   * @param places how many clients wait at once; 0 for half of the connections
   * @param longestWait of one question that waits for its answer
   * @param longestStream how long one stream of events goes on
   */
  public record Events(
      int places,
      int placesPerKey,
      Duration longestWait,
      Duration longestStream,
      Duration heartbeat) {}

  /**
   * From where reference images may be fetched, besides the public internet, and how much of them
   * is kept.
   *
   * @param uploadBytesPerOwner what all uploads of one owner may take together
   * @param pictureBytesPerOwner what the pictures of all unfinished tasks of one owner may take
   */
  public record Images(
      List<Cidr> allowedNetworks,
      List<Integer> allowedPorts,
      long uploadBytesPerOwner,
      long pictureBytesPerOwner) {}

  /**
   * OpenAI's dialect.
   *
   * @param fitReference whether a reference image of another size is cropped to fit, and not
   *     refused
   */
  public record OpenAi(boolean fitReference) {}

  /**
   * What is kept of clients' files.
   *
   * @param largestBytes of one file
   * @param bytesPerOwner what all files of one owner may take together
   * @param perOwner how many files one owner may have
   */
  public record Files(long largestBytes, long bytesPerOwner, int perOwner) {}

  /**
   * Many requests in one file.
   *
   * @param lines of one batch
   * @param openPerOwner batches of one owner that have not ended
   * @param runningPerOwner tasks of one owner's batches that have not ended
   */
  public record Batches(int lines, int openPerOwner, int runningPerOwner) {}

  /**
   * Messages about the ends of tasks.
   *
   * @param concurrency messages on their way at once
   * @param timeout how long a receiver may take for one
   * @param retryFor how long a message is tried
   * @param disableAfter how long an endpoint may fail before it is disabled
   * @param keep how long what became of messages is kept
   * @param allowedNetworks where they may go, besides the public internet
   */
  public record Webhooks(
      int endpointsPerOwner,
      int concurrency,
      Duration timeout,
      Duration retryFor,
      Duration disableAfter,
      Duration keep,
      List<Cidr> allowedNetworks,
      List<Integer> allowedPorts) {}

  /** The built-in engine. */
  public record Preview(int concurrency, boolean caption) {}

  /**
   * How the films of engines are made into the ordered ones.
   *
   * @param maxUpscale the greatest factor by which a film may be enlarged, at least 1
   * @param stills whether each film gets its thumbnail and spritesheet at once
   * @param children programs at once
   * @param time how long one of them may take
   * @param memoryBytes how much memory one of them may take
   */
  public record Finishing(
      double maxUpscale, boolean stills, int children, Duration time, long memoryBytes) {}

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

  /**
   * Where traces go.
   *
   * @param endpoint of a receiver of OTLP over HTTP; empty for none
   * @param header that messages to it have, {@code name=value}
   * @param share of traces that are sent, 0 to 1
   * @param fromClients whether the traceparent of clients is believed
   * @param toEngines whether engines get one
   */
  public record Tracing(
      Optional<URI> endpoint,
      Optional<Secret> header,
      double share,
      boolean fromClients,
      boolean toEngines) {}

  /**
   * The watch over the books.
   *
   * @param interval between two examinations, at least; zero for none at all
   */
  public record Audit(Duration interval) {}

  /**
   * The database of several nodes, and what they share besides.
   *
   * @param database its address, which may hold a password; empty for the one in the data directory
   * @param password from a file of its own
   * @param shared where films, pictures and uploads are kept; empty for the data directory
   * @param lease how long a node may be silent before its tasks are taken over
   */
  public record Fleet(
      Optional<Secret> database,
      Optional<Secret> password,
      Optional<Path> shared,
      Duration lease) {}

  /**
   * How long people stay signed in to the console.
   *
   * @param sessionLife from signing in to the end, whatever is done in between
   * @param sessionIdle how long a session may rest before it ends
   */
  public record Console(Duration sessionLife, Duration sessionIdle) {}

  /**
   * The OpenID provider that people may sign in with.
   *
   * @param issuer its name, which is its address
   * @param name what people call it
   * @param domains of e-mail addresses that may come in; empty for all that belong to an owner
   * @param signUp whether somebody of these domains gets an owner of his own
   * @param caFile certificates that are trusted besides the platform's
   */
  public record OpenId(
      String issuer,
      String clientId,
      Optional<Secret> secret,
      String name,
      List<String> domains,
      boolean signUp,
      Optional<Path> caFile) {}

  static Settings from(
      Values values,
      Optional<Store> store,
      EngineSections sections,
      Optional<OpenId> openId,
      Fleet fleet,
      List<InForce> inForce) {
    return new Settings(
        new Listen(
            values.of(Keys.HOST),
            values.of(Keys.PORT),
            values.of(Keys.PUBLIC_URL),
            values.of(Keys.TRUSTED_PROXIES),
            values.of(Keys.DRAIN)),
        new Storage(values.of(Keys.DIRECTORY), values.of(Keys.MINIMUM_FREE)),
        store,
        new Tasks(
            values.of(Keys.RUNNING_PER_KEY),
            values.of(Keys.WAITING_PER_OWNER),
            values.of(Keys.WAITING_IN_ALL),
            values.of(Keys.LONGEST_WAIT),
            values.of(Keys.ENGINE_DEADLINE),
            values.of(Keys.SHOW_ENGINE)),
        new Limits(
            values.of(Keys.PER_KEY),
            values.of(Keys.PER_OWNER),
            values.of(Keys.WRONG_KEYS),
            values.of(Keys.OPEN)),
        new Capacity(
            values.of(Keys.CONNECTIONS),
            values.of(Keys.REQUESTS),
            values.of(Keys.STREAMS),
            values.of(Keys.STREAM_PACE),
            values.of(Keys.BODY_MEMORY)),
        new Events(
            values.of(Keys.EVENT_PLACES),
            values.of(Keys.EVENT_PLACES_PER_KEY),
            values.of(Keys.EVENT_LONGEST_WAIT),
            values.of(Keys.EVENT_LONGEST_STREAM),
            values.of(Keys.EVENT_HEARTBEAT)),
        new Images(
            values.of(Keys.ALLOWED_NETWORKS),
            values.of(Keys.ALLOWED_PORTS),
            values.of(Keys.UPLOADS_PER_OWNER),
            values.of(Keys.PICTURES_PER_OWNER)),
        new OpenAi(values.of(Keys.FIT_REFERENCE)),
        new Files(
            values.of(Keys.FILES_LARGEST),
            values.of(Keys.FILES_BYTES_PER_OWNER),
            values.of(Keys.FILES_PER_OWNER)),
        new Batches(
            values.of(Keys.BATCH_LINES),
            values.of(Keys.BATCHES_OPEN_PER_OWNER),
            values.of(Keys.BATCHES_RUNNING_PER_OWNER)),
        new Webhooks(
            values.of(Keys.ENDPOINTS_PER_OWNER),
            values.of(Keys.WEBHOOK_CONCURRENCY),
            values.of(Keys.WEBHOOK_TIMEOUT),
            values.of(Keys.WEBHOOK_RETRY_FOR),
            values.of(Keys.WEBHOOK_DISABLE_AFTER),
            values.of(Keys.WEBHOOK_KEEP),
            values.of(Keys.WEBHOOK_NETWORKS),
            values.of(Keys.WEBHOOK_PORTS)),
        new Preview(values.of(Keys.PREVIEW_CONCURRENCY), values.of(Keys.PREVIEW_CAPTION)),
        new Finishing(
            values.of(Keys.MAX_UPSCALE),
            values.of(Keys.FINISHING_STILLS),
            values.of(Keys.FINISHING_CHILDREN),
            values.of(Keys.FINISHING_TIME),
            values.of(Keys.FINISHING_MEMORY)),
        new Bootstrap(values.of(Keys.BOOTSTRAP_KEY), values.of(Keys.BOOTSTRAP_CREDIT)),
        new Metrics(values.of(Keys.METRICS_TOKEN)),
        new Tracing(
            values.of(Keys.TRACING_ENDPOINT),
            values.of(Keys.TRACING_HEADER),
            values.of(Keys.TRACING_SHARE),
            values.of(Keys.TRACING_FROM_CLIENTS),
            values.of(Keys.TRACING_TO_ENGINES)),
        new Audit(values.of(Keys.AUDIT_INTERVAL)),
        new Console(values.of(Keys.SESSION_LIFE), values.of(Keys.SESSION_IDLE)),
        openId,
        values.of(Keys.LOG_LEVEL),
        fleet,
        sections.engines(),
        sections.models(),
        inForce);
  }
}
