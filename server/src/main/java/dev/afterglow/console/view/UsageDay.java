package dev.afterglow.console.view;

/** What was spent on one day by one of the parts that are told apart. */
public record UsageDay(String day, String label, long films, String charged) {}
