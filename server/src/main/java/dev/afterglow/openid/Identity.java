package dev.afterglow.openid;

import java.util.Optional;

/**
 * Somebody whom a provider vouches for.
 *
 * @param subject the provider's own id of that person, which is never given to another one
 * @param email in lower case, and only if the provider has verified it
 */
public record Identity(String issuer, String subject, Optional<String> email) {}
