package dev.afterglow.routing;

import dev.afterglow.engines.Engine;

/** Which engine makes a film, and how it is asked for it. */
public record Plan(Engine engine, SegmentPlan segments) {}
