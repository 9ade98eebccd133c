package dev.afterglow.ledger;

/** A key's bounds and what counts against them: charged or held, today (UTC) and in all. */
public record CapState(SpendCap cap, long todayMicros, long totalMicros) {}
