/**
 * Outbound HTTP for untrusted targets: address policy, one pinned DNS answer, byte and time bounds.
 * Nothing else in Afterglow opens a connection to an address that a client named.
 */
@NullMarked
package dev.afterglow.net;

import org.jspecify.annotations.NullMarked;
