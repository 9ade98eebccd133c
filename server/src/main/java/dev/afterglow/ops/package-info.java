/**
 * Liveness, readiness and metrics. {@code Health} answers whether the server may get requests,
 * {@code Metrics} what it has done; both are told what to look at by the wiring.
 */
@NullMarked
package dev.afterglow.ops;

import org.jspecify.annotations.NullMarked;
