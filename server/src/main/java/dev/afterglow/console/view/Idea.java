package dev.afterglow.console.view;

/**
 * A prompt to begin with.
 *
 * @param still the name of a picture that comes with the program
 */
public record Idea(String still, String prompt) {}
