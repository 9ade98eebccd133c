/**
 * Traces by OpenTelemetry: from a request over its task and what engines were asked for to every
 * question that went to one. {@code Tracing} is the front; {@code OtelTracing} and all that knows
 * OpenTelemetry is loaded only where the operator has named a receiver.
 */
@NullMarked
package dev.afterglow.tracing;

import org.jspecify.annotations.NullMarked;
