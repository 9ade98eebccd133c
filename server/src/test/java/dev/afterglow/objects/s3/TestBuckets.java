package dev.afterglow.objects.s3;

import dev.afterglow.net.Authorities;
import dev.afterglow.net.SystemResolver;
import java.net.URI;
import java.util.Optional;

/** Opens buckets of servers that run in the test's own process. */
public final class TestBuckets {
  public static final String ACCESS_KEY = "AKIATESTTESTTESTTEST";
  public static final String SECRET_KEY = "the-SECRET-of-this-test-0123456789";

  private TestBuckets() {}

  /** The settings of a bucket there. */
  public static BucketSettings settings(URI endpoint, String bucket, String prefix) {
    return new BucketSettings(
        bucket,
        prefix,
        Optional.of(endpoint),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.of(new BucketSettings.Keys(ACCESS_KEY, SECRET_KEY)),
        Optional.empty(),
        Authorities.platform());
  }

  /** A bucket of a server that believes everything. */
  public static Bucket open(ScriptedStore server) {
    return open(settings(server.endpoint(), ScriptedStore.BUCKET, "some/prefix/"));
  }

  /** A bucket as it is written down. */
  public static Bucket open(BucketSettings settings) {
    return Bucket.open(settings, new SystemResolver(), System::nanoTime);
  }
}
