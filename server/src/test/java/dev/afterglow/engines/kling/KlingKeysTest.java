package dev.afterglow.engines.kling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.afterglow.net.Credentials;
import dev.afterglow.tasks.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Tokens made of an access key and its secret. */
final class KlingKeysTest {
  private final ManualClock clock = new ManualClock();
  private final Credentials keys = KlingEngine.credentials("AK-1", "SK-2", clock);

  @Test
  void tokenIsSignedWithTheSecretAndLivesHalfAnHour() throws Exception {
    String[] parts = token().split("\\.");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("SK-2".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
    assertEquals(Base64.getUrlEncoder().withoutPadding().encodeToString(signed), parts[2]);

    JsonNode head = json(parts[0]);
    JsonNode claims = json(parts[1]);
    long now = clock.instant().getEpochSecond();
    assertEquals("HS256", head.path("alg").asString());
    assertEquals("AK-1", claims.path("iss").asString());
    assertEquals(now + 1800, claims.path("exp").asLong());
    assertEquals(now - 5, claims.path("nbf").asLong());
  }

  @Test
  void tokenIsKeptAndRenewedBeforeItRunsOut() {
    String first = token();
    clock.advance(Duration.ofMinutes(24));
    assertEquals(first, token());
    clock.advance(Duration.ofMinutes(1));
    assertNotEquals(first, token());
  }

  @Test
  void bothKeysAreSecrets() {
    assertEquals(List.of("AK-1", "SK-2"), keys.secrets());
    assertThrows(IllegalArgumentException.class, () -> KlingEngine.credentials("AK-1", " ", clock));
  }

  private String token() {
    return keys.headers().getOrDefault("Authorization", "").replace("Bearer ", "");
  }

  private static JsonNode json(String part) {
    return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
  }
}
