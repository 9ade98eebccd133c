package dev.afterglow.console.view;

import java.util.List;
import java.util.Optional;

/**
 * The form for a film, as it was filled in, with what each choice means.
 *
 * @param lengths that are sold, with whether any engine makes them
 * @param sum the factors of the price
 * @param total the price
 * @param leaves what is left afterwards, in words
 * @param drawn what the choices that depend on others were drawn for
 * @param once keeps a form that is sent twice from making two films
 * @param source what it is a new version of
 * @param wrong why it was refused; empty text for nothing
 */
public record PlayForm(
    String prompt,
    List<Choice> models,
    List<Choice> lengths,
    List<Choice> resolutions,
    List<Choice> ratios,
    String sum,
    String total,
    String leaves,
    String drawn,
    String once,
    Optional<Source> source,
    String wrong) {
  /**
   * One of several.
   *
   * @param note a small word below
   * @param open whether it can be chosen together with the others
   */
  public record Choice(String value, String label, String note, boolean chosen, boolean open) {}

  /**
   * A film that another one is made of.
   *
   * @param way {@code remix} or {@code extend}
   * @param say what that means, in a sentence
   */
  public record Source(String way, String taskId, String say) {}
}
