package dev.afterglow.console.view;

/**
 * A setting as it is in force.
 *
 * @param value as it was written; empty text for nothing
 * @param place where it was given; empty text for a default
 * @param standard its default; empty text for none
 * @param meaning what it decides; empty text for a name of the operator's own
 */
public record SettingLine(
    String name, String value, String place, String standard, String meaning) {}
