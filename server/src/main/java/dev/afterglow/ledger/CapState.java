package dev.afterglow.ledger;

/**
 * A key's bounds and what counts against them, held or charged, in micro-dollars.
 *
 * @param todayMicros of tasks submitted today (UTC)
 * @param totalMicros of all its tasks
 */
public record CapState(SpendCap cap, long todayMicros, long totalMicros) {}
