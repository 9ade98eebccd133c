/**
 * Models in Cog containers, which hold the answer to an order until the film is made: {@link
 * dev.afterglow.engines.cog.CogEngine}. What a model is asked for stands in a {@link
 * dev.afterglow.engines.cog.CogModel} file.
 */
@NullMarked
package dev.afterglow.engines.cog;

import org.jspecify.annotations.NullMarked;
