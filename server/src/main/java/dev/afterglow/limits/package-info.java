/**
 * Requests per minute, per key, owner and client address. {@link dev.afterglow.limits.Limits}
 * decides; {@link dev.afterglow.limits.ProxyTrust} says which address a request really came from.
 */
@NullMarked
package dev.afterglow.limits;

import org.jspecify.annotations.NullMarked;
