package dev.afterglow.console.view;

/**
 * A part of the time that a task took.
 *
 * @param kind {@code q} for waiting, {@code m} for making, {@code x} for what failed, {@code f} for
 *     storing
 * @param from where it begins, in thousandths of the whole
 * @param width in thousandths of the whole
 */
public record Span(String kind, String label, int from, int width) {}
