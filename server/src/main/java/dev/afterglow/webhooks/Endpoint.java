package dev.afterglow.webhooks;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where an owner wants to be told of the ends of all tasks. Its secret is not part of it.
 *
 * @param updatedAt when its owner last changed it
 * @param failingSince since when no message has arrived; empty if the last one did
 * @param disabled why no messages are sent; empty if they are
 */
public record Endpoint(
    String ownerId,
    String id,
    Subscription wanted,
    Signing signing,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> failingSince,
    Optional<Disabled> disabled) {
  /** The longest name, in characters. */
  public static final int LONGEST_NAME = 100;

  static final String PREFIX = "whe_";
  private static final Pattern ID = Pattern.compile(PREFIX + "[0-9A-HJKMNP-TV-Z]{26}");

  /**
   * What its owner wants to be told, and where.
   *
   * @param name for people
   */
  public record Subscription(String name, String url, Set<EventType> events) {
    public Subscription {
      if (events.isEmpty() || name.isBlank() || name.length() > LONGEST_NAME) {
        throw new IllegalArgumentException("a subscription without name or events");
      }
      events = Set.copyOf(EnumSet.copyOf(events));
    }
  }

  /**
   * Which secrets sign.
   *
   * @param version counts the secrets; the latest signs
   * @param previousUntil until when the one before signs as well
   */
  public record Signing(int version, Optional<Instant> previousUntil) {
    /** Of a new endpoint. */
    static final Signing FIRST = new Signing(1, Optional.empty());

    public Signing {
      if (version < 1) {
        throw new IllegalArgumentException("version: " + version);
      }
    }
  }

  /** Why, and since when, an endpoint gets no messages. */
  public record Disabled(Instant at, Reason reason) {}

  /** Why an endpoint gets no messages. */
  public enum Reason {
    /** Its owner, or the operator, wants it so. */
    OWNER,
    /** It answered 410. */
    GONE,
    /** For too long no message arrived. */
    FAILING;

    /** The reason in one word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Reason of(String word) {
      return Arrays.stream(values())
          .filter(reason -> reason.word().equals(word))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("unknown reason: " + word));
    }
  }

  /** Whether the text is an endpoint's id by its form. */
  public static boolean wellFormed(String text) {
    return ID.matcher(text).matches();
  }

  /** Where messages go. */
  public String url() {
    return wanted.url();
  }

  /** Whether messages of a type are to be sent there. */
  boolean hears(EventType type) {
    return disabled.isEmpty() && wanted.events().contains(type);
  }

  /** The same, told other things or elsewhere. */
  Endpoint with(Subscription other, Instant now) {
    return other.equals(wanted)
        ? this
        : new Endpoint(ownerId, id, other, signing, createdAt, now, failingSince, disabled);
  }

  /** The same with its next secret, and the present one beside it for a while. */
  Endpoint rotated(Optional<Instant> presentUntil, Instant now) {
    return new Endpoint(
        ownerId,
        id,
        wanted,
        new Signing(signing.version() + 1, presentUntil),
        createdAt,
        now,
        failingSince,
        disabled);
  }

  /** The same, without messages. */
  Endpoint disabled(Instant at, Reason reason) {
    return new Endpoint(
        ownerId,
        id,
        wanted,
        signing,
        createdAt,
        updatedAt,
        failingSince,
        Optional.of(new Disabled(at, reason)));
  }

  /** The same, as if nothing had failed yet. */
  Endpoint enabled() {
    return new Endpoint(
        ownerId, id, wanted, signing, createdAt, updatedAt, Optional.empty(), Optional.empty());
  }

  /** The same, failing since then. */
  Endpoint failing(Optional<Instant> since) {
    return new Endpoint(ownerId, id, wanted, signing, createdAt, updatedAt, since, disabled);
  }
}
