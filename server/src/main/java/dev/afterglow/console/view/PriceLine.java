package dev.afterglow.console.view;

import java.util.List;

/**
 * A line of the price list.
 *
 * @param second the price of one second, in dollars
 * @param films the prices of the lengths that are sold
 */
public record PriceLine(String model, String resolution, String second, List<String> films) {}
