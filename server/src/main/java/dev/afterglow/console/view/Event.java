package dev.afterglow.console.view;

/**
 * A line of a task's story.
 *
 * @param icon of the stylesheet's icons
 * @param kind empty text, {@code good}, {@code wrong} or {@code glow}
 * @param span how long it took; empty text if it took no time
 * @param said what an engine said, for the operator; empty text for nothing
 * @param at when, on the clock
 */
public record Event(
    String icon, String kind, String title, String span, String text, String said, String at) {}
