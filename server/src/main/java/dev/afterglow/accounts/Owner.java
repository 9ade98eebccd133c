package dev.afterglow.accounts;

import dev.afterglow.text.Language;
import java.time.Instant;
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
    Instant createdAt) {}
