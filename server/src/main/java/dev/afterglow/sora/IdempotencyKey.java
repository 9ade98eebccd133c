package dev.afterglow.sora;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.tasks.Idempotency;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads {@code Idempotency-Key}. */
final class IdempotencyKey {
  private static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /**
   * The key with a fingerprint of what is asked. Two bodies that ask for the same film are the same
   * request, however their JSON is laid out.
   *
   * @throws ApiError 400 if it is malformed or given twice
   */
  static Optional<Idempotency> of(Exchange exchange, Wish wish) {
    List<String> lines = exchange.headers(HEADER);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (lines.size() > 1 || !Idempotency.wellFormed(lines.getFirst())) {
      throw ApiError.invalid("idempotency.malformed");
    }
    return Optional.of(new Idempotency(lines.getFirst(), hash(wish)));
  }

  private static String hash(Wish wish) {
    MessageDigest digest = sha256();
    add(digest, wish.model().id());
    add(digest, wish.prompt());
    add(digest, Integer.toString(wish.seconds()));
    add(digest, wish.resolution().id());
    add(digest, wish.orientation().name());
    add(digest, wish.picture().map(picture -> "1" + picture).orElse("0"));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Each part with its length, so that no two lists of parts give the same bytes. */
  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
