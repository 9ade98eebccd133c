package dev.afterglow.engines.kling;

import dev.afterglow.net.Credentials;
import dev.afterglow.remote.SignedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An access key and its secret, of which tokens are made that Kling takes for half an hour. A token
 * is made anew before it runs out.
 */
final class KlingKeys implements Credentials {
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);

  /** Kling's clock may be behind ours. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final String accessKey;
  private final String secretKey;
  private final InstantSource time;
  private Instant renewAt = Instant.MIN;
  private Map<String, String> headers = Map.of();

  KlingKeys(String accessKey, String secretKey, InstantSource time) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
    this.time = time;
  }

  @Override
  public synchronized Map<String, String> headers() {
    Instant now = time.instant();
    if (!now.isBefore(renewAt)) {
      ObjectNode claims = JsonNodeFactory.instance.objectNode();
      claims
          .put("iss", accessKey)
          .put("exp", now.plus(LIFE).getEpochSecond())
          .put("nbf", now.minus(SKEW).getEpochSecond());
      headers = Map.of("Authorization", "Bearer " + SignedToken.hs256(claims, secretKey));
      renewAt = now.plus(LIFE).minus(RENEWED_BEFORE);
    }
    return headers;
  }

  @Override
  public List<String> secrets() {
    return List.of(accessKey, secretKey);
  }
}
