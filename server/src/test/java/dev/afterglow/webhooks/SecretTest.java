package dev.afterglow.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.Webhook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  private static final String MESSAGE = "evt_01K8SGYNNNVBQTXNR4MM964S7K";
  private static final String BODY = "{\"id\":\"evt_01K8\",\"data\":{\"id\":\"ä\"}}";

  @TempDir Path folder;

  /** The example of the specification. */
  @Test
  void signatureIsTheSpecificationsOwn() {
    Secret secret = new Secret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        secret.signature(
            "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}".getBytes(UTF_8)));
  }

  @Test
  void standardsOwnLibraryVerifies() throws Exception {
    Secret secret = key().secret("whe_1", 1);
    long now = Instant.now().getEpochSecond();
    Map<String, List<String>> headers =
        Map.of(
            "webhook-id", List.of(MESSAGE),
            "webhook-timestamp", List.of(Long.toString(now)),
            "webhook-signature", List.of(secret.signature(MESSAGE, now, BODY.getBytes(UTF_8))));

    new Webhook(secret.text()).verify(BODY, headers);
    assertThrows(Exception.class, () -> new Webhook(secret.text()).verify(BODY + " ", headers));
    assertThrows(
        Exception.class, () -> new Webhook(key().secret("whe_2", 1).text()).verify(BODY, headers));
  }

  @Test
  void secretsFollowFromTheFileAndFromNothingElse() throws Exception {
    String first = key().secret("whe_1", 1).text();
    assertTrue(first.matches("whsec_[A-Za-z0-9+/]{43}="), first);
    assertEquals(first, key().secret("whe_1", 1).text());
    assertNotEquals(first, key().secret("whe_1", 2).text());
    assertNotEquals(first, key().secret("whe_2", 1).text());
    assertFalse(key().secret("whe_1", 1).toString().contains(first.substring(10, 20)));
    assertEquals("whsec_..." + first.substring(45), key().secret("whe_1", 1).hint());
    Files.delete(folder.resolve("webhook.key"));
    assertNotEquals(first, key().secret("whe_1", 1).text());
  }

  @Test
  void fileWithoutAKeyStopsTheStart() throws Exception {
    for (String text : List.of("", "c2hvcnQ", "not base64!", "\u00e4")) {
      Files.writeString(folder.resolve("webhook.key"), text);
      assertThrows(UnusableSigningKey.class, this::key, text);
    }
  }

  private SigningKey key() throws Exception {
    return SigningKey.open(folder.resolve("webhook.key"), new SecureRandom());
  }
}
