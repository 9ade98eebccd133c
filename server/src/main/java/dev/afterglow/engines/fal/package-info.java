/**
 * Models at fal.ai, through its queue: {@link dev.afterglow.engines.fal.FalEngine} opens one. Which
 * fields a model takes stands in a {@link dev.afterglow.engines.fal.FalModel} file.
 */
@NullMarked
package dev.afterglow.engines.fal;

import org.jspecify.annotations.NullMarked;
