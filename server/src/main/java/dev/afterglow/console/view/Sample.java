package dev.afterglow.console.view;

/**
 * A request as code.
 *
 * @param id the value of its tab
 * @param label the language's name
 */
public record Sample(String id, String label, String code) {}
