/**
 * Outbound HTTP. {@link dev.afterglow.net.GuardedClient} fetches what clients name: address policy,
 * one pinned DNS answer, byte and time bounds. {@link dev.afterglow.net.EngineClient} talks to the
 * operator's own engines: what was sent, what was not, and what is unclear.
 */
@NullMarked
package dev.afterglow.net;

import org.jspecify.annotations.NullMarked;
