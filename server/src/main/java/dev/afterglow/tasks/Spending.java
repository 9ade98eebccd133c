package dev.afterglow.tasks;

import dev.afterglow.engines.Model;
import java.time.Instant;

/**
 * What was charged for films of one model that were completed within one quarter of an hour, the
 * unit in which every time zone's days are whole.
 *
 * @param start the quarter's first moment
 * @param films how many
 * @param micros in micro-dollars
 */
public record Spending(Model model, Instant start, long films, long micros) {}
