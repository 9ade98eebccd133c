package dev.afterglow.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.afterglow.engines.Orientation;
import dev.afterglow.images.ImageReference;
import dev.afterglow.tasks.GenerationSpec;
import dev.afterglow.tasks.Idempotency;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The fingerprint of what a request asks for: two requests for the same film have the same,
 * whatever their dialect, spelling and layout.
 */
public final class SpecHash {
  private SpecHash() {}

  /**
   * A client's idempotency key with the fingerprint of what is asked under it.
   *
   * @param key well-formed, see {@link Idempotency#wellFormed}
   */
  public static Idempotency idempotency(
      String key, GenerationSpec spec, Optional<ImageReference> picture) {
    return idempotency(key, spec, picture, PictureRule.TURNS_FILM);
  }

  /** As above, where the picture may have to obey another rule. */
  public static Idempotency idempotency(
      String key, GenerationSpec spec, Optional<ImageReference> picture, PictureRule rule) {
    return new Idempotency(key, of(spec, picture, rule));
  }

  /** The SHA-256 in 64 lower-case hex digits. */
  private static String of(
      GenerationSpec spec, Optional<ImageReference> picture, PictureRule rule) {
    MessageDigest digest = sha256();
    // Beside a picture that turns the film the orientation says nothing: it makes no difference.
    boolean turned = picture.isPresent() && rule == PictureRule.TURNS_FILM;
    Orientation held = turned ? Orientation.LANDSCAPE : spec.format().orientation();
    add(digest, spec.model().id());
    add(digest, spec.prompt().text());
    add(digest, Integer.toString(spec.format().seconds()));
    add(digest, spec.format().resolution().id());
    add(digest, held.name());
    add(digest, picture.map(SpecHash::name).orElse("0"));
    spec.seed().ifPresent(seed -> add(digest, Long.toString(seed)));
    spec.madeFrom().ifPresent(source -> add(digest, source));
    spec.beginning().ifPresent(film -> add(digest, "after " + film.taskId()));
    spec.callback().ifPresent(callback -> add(digest, "callback " + callback.url()));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String name(ImageReference picture) {
    return switch (picture) {
      case ImageReference.Named(String text) -> "1" + text;
      case ImageReference.Bytes(byte[] bytes) ->
          "2" + HexFormat.of().formatHex(sha256().digest(bytes));
    };
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
