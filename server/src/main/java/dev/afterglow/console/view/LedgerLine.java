package dev.afterglow.console.view;

/**
 * A line of the books.
 *
 * @param plus whether money came in
 */
public record LedgerLine(String at, String kind, String reason, String amount, boolean plus) {}
