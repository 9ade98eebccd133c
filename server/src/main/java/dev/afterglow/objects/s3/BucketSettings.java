package dev.afterglow.objects.s3;

import dev.afterglow.net.Authorities;
import dev.afterglow.net.HttpProxy;
import java.net.URI;
import java.util.Optional;

/**
 * Where a bucket is and how it is reached, in the operator's own words.
 *
 * @param prefix what the keys of all objects begin with: empty, or ends with a slash
 * @param endpoint empty for Amazon's own
 * @param publicEndpoint where clients reach the same bucket; empty for the endpoint
 * @param region empty for what the SDK finds around it
 * @param keys empty for what the SDK finds around it: variables, profiles, roles
 */
public record BucketSettings(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<URI> publicEndpoint,
    Optional<String> region,
    boolean pathStyle,
    Optional<Keys> keys,
    Optional<HttpProxy> proxy,
    Authorities authorities) {
  /** Servers that are not Amazon's have no regions, and want to be told this one. */
  private static final String USUAL_REGION = "us-east-1";

  public BucketSettings {
    if (!prefix.isEmpty() && !prefix.endsWith("/")) {
      throw new IllegalArgumentException("a prefix ends with a slash");
    }
  }

  /** Empty for what the SDK finds around it. */
  Optional<String> effectiveRegion() {
    return region.or(() -> endpoint.map(_ -> USUAL_REGION));
  }

  /** An access key and its secret. */
  public record Keys(String accessKey, String secretKey) {
    /** Without either of them. */
    @Override
    public String toString() {
      return "***";
    }
  }
}
