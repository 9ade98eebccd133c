package dev.afterglow.console.view;

/**
 * What is told of a task beside its picture. Empty text where there is nothing to tell.
 *
 * @param size pixels, length and, of a film that is there, bytes
 * @param madeIn from acceptance to the end
 * @param money what was held, charged or given back, in words
 * @param asked when it was accepted
 * @param until how long the link works
 * @param next what may be done with it
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
    String until,
    Next next) {
  /**
   * What may be made of a task.
   *
   * @param varied the price of another film of the same words; empty text if there can be none
   * @param remix whether its film may be made with other words
   * @param extend whether its film may be gone on with
   * @param once keeps a form that is sent twice from making two films
   */
  public record Next(String varied, boolean remix, boolean extend, String once) {}
}
