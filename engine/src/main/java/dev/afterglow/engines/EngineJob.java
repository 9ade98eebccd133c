package dev.afterglow.engines;

/**
 * A job that an engine has accepted.
 *
 * @param jobId the id of the {@link Job} that was submitted
 * @param ticket the engine's handle of it, as last told
 */
public record EngineJob(String jobId, Ticket ticket) {}
