package dev.afterglow.objects.s3;

import dev.afterglow.net.Resolver;
import dev.afterglow.net.StreamingClient;
import dev.afterglow.objects.ObjectFacts;
import dev.afterglow.objects.ObjectStore;
import dev.afterglow.objects.Staging;
import dev.afterglow.objects.StoreHealth;
import dev.afterglow.objects.Unfinished;
import dev.afterglow.objects.s3.Calls.Refused;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * A bucket, or a part of one under a prefix. All objects of one installation lie in it, and every
 * node finds them by their names alone.
 */
public final class Bucket implements AutoCloseable {
  private static final int MOST_ATTEMPTS = 5;
  private static final Duration PROBE_PATIENCE = Duration.ofSeconds(3);

  /**
   * How long a call with little to send may take until the answer has begun, once and with all its
   * repetitions. Somebody waits for most of them, and a bucket that takes connections and says
   * nothing is told as one that is down.
   */
  private static final Duration ATTEMPT_PATIENCE = Duration.ofSeconds(5);

  private static final Duration CALL_PATIENCE = Duration.ofSeconds(10);
  private static final long TRUSTED_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long DOUBTED_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int FORBIDDEN = 403;

  private final BucketSettings settings;
  private final S3Client client;
  private final S3Presigner presigner;
  private final SdkTransport transport;
  private final StoreHealth health;
  private final Calls calls;
  private final Uploading uploading;

  private Bucket(
      BucketSettings settings,
      S3Client client,
      S3Presigner presigner,
      SdkTransport transport,
      StoreHealth health) {
    this.settings = settings;
    this.client = client;
    this.presigner = presigner;
    this.transport = transport;
    this.health = health;
    this.calls = new Calls(health);
    this.uploading = new Uploading(client, settings.bucket(), calls);
  }

  /**
   * Opens it; no connection is made before the first call.
   *
   * @throws IllegalArgumentException if the region is not written down and cannot be found
   */
  public static Bucket open(BucketSettings settings, Resolver resolver, LongSupplier nanoTime) {
    StoreHealth health = new StoreHealth(nanoTime);
    AwsCredentialsProvider credentials = credentials(settings);
    SdkTransport transport =
        new SdkTransport(
            new StreamingClient(settings.proxy(), settings.authorities(), resolver), health);
    S3ClientBuilder client =
        S3Client.builder()
            .httpClient(transport)
            .credentialsProvider(credentials)
            .forcePathStyle(settings.pathStyle())
            // What other servers than Amazon's do not know is left out; MD5 says the same.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(
                S3Configuration.builder()
                    .chunkedEncodingEnabled(false)
                    .expectContinueEnabled(false)
                    .build())
            .overrideConfiguration(over -> over.retryStrategy(retries()));
    S3Presigner.Builder presigner =
        S3Presigner.builder()
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build());
    settings.endpoint().ifPresent(client::endpointOverride);
    settings.publicEndpoint().or(settings::endpoint).ifPresent(presigner::endpointOverride);
    settings
        .effectiveRegion()
        .map(Region::of)
        .ifPresent(region -> {
          client.region(region);
          presigner.region(region);
        });
    try {
      return new Bucket(settings, client.build(), presigner.build(), transport, health);
    } catch (SdkClientException e) {
      transport.close();
      throw new IllegalArgumentException("no region", e);
    }
  }

  private static AwsCredentialsProvider credentials(BucketSettings settings) {
    if (settings.keys().isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    BucketSettings.Keys keys = settings.keys().get();
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
  }

  /** Clock skew, time-outs, cut answers and 5xx are repeated; the SDK knows them. */
  private static RetryStrategy retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(MOST_ATTEMPTS)
        .backoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5)))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(10)))
        .build();
  }

  /**
   * A store of a part of the bucket.
   *
   * @param folder what the keys of its objects begin with behind the prefix: empty, or ends with a
   *     slash
   * @param staging where its files are written before they are sent
   */
  public ObjectStore store(String folder, Staging staging) {
    return new S3ObjectStore(this, folder, staging);
  }

  /** How the bucket does. */
  public StoreHealth health() {
    return health;
  }

  /**
   * Asks it the least that needs a right key, a right clock and the bucket.
   *
   * @throws IOException if it does not answer, or refuses
   */
  public void probe() throws IOException {
    calls.need(
        "the look into the bucket",
        () ->
            client.listObjectsV2(ask ->
                ask.bucket(settings.bucket())
                    .prefix(settings.prefix())
                    .maxKeys(1)
                    .overrideConfiguration(over -> over.apiCallTimeout(PROBE_PATIENCE))));
  }

  /** Whether it works; asked itself only where nothing was heard of it for a while. */
  boolean isReachable() {
    boolean trusted = health.trouble().isEmpty();
    if (health.silentNanos() < (trusted ? TRUSTED_NANOS : DOUBTED_NANOS)) {
      return trusted;
    }
    try {
      probe();
      return true;
    } catch (IOException _) {
      return false; // the health has it
    }
  }

  @Override
  public void close() {
    client.close();
    presigner.close();
    transport.close();
  }

  /** Bounds a call that somebody waits for, or a sweep would stand still at. */
  private static void soon(AwsRequestOverrideConfiguration.Builder over) {
    over.apiCallAttemptTimeout(ATTEMPT_PATIENCE).apiCallTimeout(CALL_PATIENCE);
  }

  String key(String name) {
    return settings.prefix() + name;
  }

  Uploading uploading() {
    return uploading;
  }

  /** What is known of an object by its key. */
  Optional<Head> head(String key) throws IOException {
    try {
      return headOnce(key);
    } catch (HeadForbidden _) {
      // An answer without a body does not say why. One with a body lets the SDK set its clock.
      probe();
      try {
        return headOnce(key);
      } catch (HeadForbidden _) {
        throw calls.unavailable("the look at an object was refused with 403");
      }
    }
  }

  /** The head of an object. */
  record Head(long bytes, Instant modified, String entityTag) {}

  private static final class HeadForbidden extends Exception {
    private static final long serialVersionUID = 1;

    HeadForbidden() {
      super("403", null, false, false);
    }
  }

  private Optional<Head> headOnce(String key) throws IOException, HeadForbidden {
    try {
      Optional<HeadObjectResponse> found =
          calls.make(
              "the look at an object",
              () -> {
                try {
                  return Optional.of(
                      client.headObject(ask ->
                          ask.bucket(settings.bucket())
                              .key(key)
                              .overrideConfiguration(Bucket::soon)));
                } catch (S3Exception e) {
                  if (e.statusCode() == FORBIDDEN) {
                    return Optional.empty();
                  }
                  throw e;
                }
              });
      HeadObjectResponse head = found.orElseThrow(HeadForbidden::new);
      return Optional.of(new Head(head.contentLength(), head.lastModified(), head.eTag()));
    } catch (Refused e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw calls.unavailable("the look at an object was refused with " + e.getMessage());
    }
  }

  /** The bytes of a part of one version. */
  ResponseInputStream<GetObjectResponse> get(String key, String entityTag, long first, long last)
      throws IOException, Refused {
    return calls.make(
        "reading an object",
        () ->
            client.getObject(ask ->
                ask.bucket(settings.bucket())
                    .key(key)
                    .ifMatch(entityTag)
                    .range("bytes=" + first + "-" + last)
                    .overrideConfiguration(Bucket::soon)));
  }

  void delete(String key) throws IOException {
    try {
      calls.make(
          "deleting an object",
          () ->
              client.deleteObject(ask ->
                  ask.bucket(settings.bucket()).key(key).overrideConfiguration(Bucket::soon)));
    } catch (Refused e) {
      if (e.status() != 404) {
        throw calls.unavailable("deleting an object was refused with " + e.getMessage());
      }
    }
  }

  /** Every object whose key begins so, by its key. */
  List<ObjectFacts> list(String beginning) throws IOException {
    List<ObjectFacts> found = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Optional<String> from = next;
      ListObjectsV2Response page =
          calls.need(
              "listing objects",
              () ->
                  client.listObjectsV2(ask -> {
                    ask.bucket(settings.bucket())
                        .prefix(beginning)
                        .overrideConfiguration(Bucket::soon);
                    from.ifPresent(ask::continuationToken);
                  }));
      for (S3Object one : page.contents()) {
        found.add(new ObjectFacts(one.key(), one.size(), one.lastModified()));
      }
      next =
          Boolean.TRUE.equals(page.isTruncated())
              ? Optional.ofNullable(page.nextContinuationToken())
              : Optional.empty();
    } while (next.isPresent());
    return found;
  }

  /**
   * Every upload of pieces that has not ended, of keys that begin so; none where no server says.
   */
  List<Unfinished> uploads(String beginning) throws IOException {
    List<Unfinished> found = new ArrayList<>();
    Optional<ListMultipartUploadsResponse> last = Optional.empty();
    try {
      do {
        Optional<ListMultipartUploadsResponse> before = last;
        ListMultipartUploadsResponse page =
            calls.make(
                "listing unfinished uploads",
                () ->
                    client.listMultipartUploads(ask -> {
                      ask.bucket(settings.bucket())
                          .prefix(beginning)
                          .overrideConfiguration(Bucket::soon);
                      before.ifPresent(one ->
                          ask.keyMarker(one.nextKeyMarker())
                              .uploadIdMarker(one.nextUploadIdMarker()));
                    }));
        for (MultipartUpload one : page.uploads()) {
          found.add(new Unfinished(one.key(), one.uploadId(), one.initiated()));
        }
        last = Boolean.TRUE.equals(page.isTruncated()) ? Optional.of(page) : Optional.empty();
      } while (last.isPresent());
    } catch (Refused e) {
      if (e.status() != 501) {
        throw calls.unavailable("listing unfinished uploads was refused with " + e.getMessage());
      }
    }
    return found;
  }

  /** A signed address of an object for whoever holds it. */
  URI link(String key, Duration life, String disposition) {
    return presigner
        .presignGetObject(sign ->
            sign.signatureDuration(life)
                .getObjectRequest(ask ->
                    ask.bucket(settings.bucket())
                        .key(key)
                        .responseContentDisposition(disposition)
                        .responseCacheControl("private")))
        .httpRequest()
        .getUri();
  }
}
