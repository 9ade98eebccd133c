/**
 * Decides who may pass a route. {@link dev.afterglow.auth.ApiKeyAuthenticator} asks {@code
 * accounts} for the key and {@link dev.afterglow.auth.RateLimiter} whether there is room; {@link
 * dev.afterglow.auth.ProxyTrust} says which address a request really came from.
 */
@NullMarked
package dev.afterglow.auth;

import org.jspecify.annotations.NullMarked;
