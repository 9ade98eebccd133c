package dev.afterglow.config;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which engines make which model.
 *
 * @param byModel candidates in order, for models that the operator named
 */
public record ModelSettings(Map<String, List<Candidate>> byModel) {
  /** The engine that is built in. */
  public static final String PREVIEW = "preview";

  /** The models of the contract. */
  static final List<String> MODELS = List.of("sora-2", "sora-2-pro");

  public ModelSettings {
    byModel = Map.copyOf(byModel);
  }

  /**
   * One engine for a model.
   *
   * @param weight how often it is chosen among neighbours in the list that are as good; 0 where the
   *     operator wrote none, so that its place in the list decides
   */
  public record Candidate(String engine, int weight, Limits limits) {
    /** Without limits of its own. */
    public Candidate(String engine, int weight) {
      this(engine, weight, Limits.NONE);
    }
  }

  /**
   * How much of one model an engine makes, where that is less than the engine may make in all.
   *
   * @param concurrency films of this model at once
   * @param submitsPerMinute films of this model that are begun in a minute
   * @param maxSeconds the longest film of this model that it is given
   */
  public record Limits(
      OptionalInt concurrency, OptionalInt submitsPerMinute, OptionalInt maxSeconds) {
    /** Those of the engine alone. */
    public static final Limits NONE =
        new Limits(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
  }

  /** The candidates of a model in order: the built-in engine alone unless there are others. */
  public List<Candidate> of(String model) {
    return byModel.getOrDefault(model, List.of(new Candidate(PREVIEW, 0)));
  }
}
