package dev.afterglow.engines;

import java.time.Instant;

/**
 * What is known of a job whose submission got no readable answer.
 *
 * @param jobId the id of the {@link Job} that was submitted
 * @param sentAt when it was handed over, by our clock
 */
public record JobKey(String jobId, Instant sentAt) {}
