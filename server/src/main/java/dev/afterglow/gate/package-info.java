/**
 * Decides who may pass a route: {@link dev.afterglow.gate.KeyGate} asks {@code accounts} for the
 * key, {@code limits} for room, and the key for its permission.
 */
@NullMarked
package dev.afterglow.gate;

import org.jspecify.annotations.NullMarked;
