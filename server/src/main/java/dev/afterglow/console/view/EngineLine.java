package dev.afterglow.console.view;

/**
 * An engine.
 *
 * @param state how it is, in a word
 * @param kind {@code completed}, {@code processing} or {@code failed}
 * @param why it does not work; empty text if it does
 * @param capacity what it takes at once
 */
public record EngineLine(String name, String state, String kind, String why, String capacity) {}
