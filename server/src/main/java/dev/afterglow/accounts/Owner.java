package dev.afterglow.accounts;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Somebody who holds keys and a balance.
 *
 * @param name unique among owners
 * @param disabled whether all its keys are shut out
 * @param language of the messages it reads
 */
public record Owner(
    String id,
    String name,
    Optional<String> email,
    boolean disabled,
    Language language,
    Instant createdAt) {

  /** A language that messages are written in. */
  public enum Language {
    CHINESE("zh"),
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
      this.tag = tag;
    }

    /** {@code zh} or {@code en}. */
    public String tag() {
      return tag;
    }

    /**
     * The language with this tag.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Language of(String tag) {
      return Arrays.stream(values())
          .filter(language -> language.tag.equals(tag))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("language: '" + tag + "' (expected: zh or en)"));
    }
  }
}
