package dev.afterglow.ops;

/**
 * One condition for taking requests.
 *
 * @param name shown to whoever asks; says nothing about the inside
 */
public record Check(String name, Probe probe) {
  /** Looks whether the condition holds. */
  @FunctionalInterface
  public interface Probe {
    /** Whether it holds now. An exception counts as no. */
    boolean holds() throws Exception;
  }
}
