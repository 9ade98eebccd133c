/**
 * Flowing light, for prompts that name nothing to be pictured: veils of colour that wind slowly
 * over a dark ground, with motes drifting in them. {@link
 * dev.afterglow.engines.preview.flow.FlowingLight} is the family.
 */
@NullMarked
package dev.afterglow.engines.preview.flow;

import org.jspecify.annotations.NullMarked;
