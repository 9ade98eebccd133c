package dev.afterglow.console.view;

/**
 * A trial of an engine.
 *
 * @param kind empty text for none, or else {@code completed}, {@code processing} or {@code failed}
 * @param text how it stands
 * @param film the address of its film; empty text if there is none
 */
public record TrialLine(String kind, String text, String film) {
  /** Whether it may still change. */
  public boolean open() {
    return kind.equals("processing");
  }
}
