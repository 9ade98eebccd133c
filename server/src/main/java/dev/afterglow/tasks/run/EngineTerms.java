package dev.afterglow.tasks.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the operator says of one engine.
 *
 * @param deadline how long it may keep an attempt; empty for the deadline of all
 * @param priceMicros what a second of film costs the operator in micro-dollars, where the engine
 *     itself names no cost
 */
public record EngineTerms(Optional<Duration> deadline, OptionalLong priceMicros) {
  static final EngineTerms NONE = new EngineTerms(Optional.empty(), OptionalLong.empty());
}
