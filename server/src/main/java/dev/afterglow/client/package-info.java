/**
 * The API seen from outside: how {@code afterglow generate} asks a server, its own or another's,
 * for a film. Knows the wire and nothing of what stands behind it.
 */
@NullMarked
package dev.afterglow.client;

import org.jspecify.annotations.NullMarked;
