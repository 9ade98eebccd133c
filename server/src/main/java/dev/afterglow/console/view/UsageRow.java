package dev.afterglow.console.view;

/**
 * What was spent on one model, or in all.
 *
 * @param series which colour of the chart, from 1; 0 for none
 */
public record UsageRow(int series, String label, long films, String charged) {}
