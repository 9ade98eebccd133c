package dev.afterglow.console.view;

/**
 * A task whose order got no readable answer.
 *
 * @param job our name for the job, which some engines show
 * @param said the engine's last words; empty text for none
 */
public record UnclearLine(
    String id, String owner, String engine, String job, String said, String sentAt) {}
