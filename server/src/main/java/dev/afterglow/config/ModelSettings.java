package dev.afterglow.config;

import java.util.List;
import java.util.Map;

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
  public record Candidate(String engine, int weight) {}

  /** The candidates of a model in order: the built-in engine alone unless there are others. */
  public List<Candidate> of(String model) {
    return byModel.getOrDefault(model, List.of(new Candidate(PREVIEW, 0)));
  }
}
