package dev.afterglow.console.view;

/**
 * What is told of a task beside its picture. Empty text where there is nothing to tell.
 *
 * @param size pixels, length and, of a film that is there, bytes
 * @param madeIn from acceptance to the end
 * @param money what was held, charged or given back, in words
 * @param asked when it was accepted
 * @param until how long the link works
 */
public record TaskFacts(
    String id,
    String prompt,
    String model,
    String resolution,
    String size,
    String madeIn,
    String money,
    String asked,
    String until) {}
