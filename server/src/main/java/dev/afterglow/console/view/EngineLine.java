package dev.afterglow.console.view;

/**
 * An engine.
 *
 * @param type what it speaks
 * @param state how it is, in a word
 * @param kind {@code completed}, {@code processing} or {@code failed}
 * @param why it does not work; empty text if it does
 * @param capacity what it takes at once
 * @param trial how its last trial went
 */
public record EngineLine(
    String name,
    String type,
    String state,
    String kind,
    String why,
    String capacity,
    TrialLine trial) {}
