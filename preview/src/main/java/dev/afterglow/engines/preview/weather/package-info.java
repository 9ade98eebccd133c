/**
 * What falls and drifts through any outdoor place: rain, lightning, snow, fog, petals, leaves and
 * fireflies. Each is a {@link dev.afterglow.engines.preview.draw.Family} of its own, gathered in
 * {@link dev.afterglow.engines.preview.weather.Falling}.
 */
@NullMarked
package dev.afterglow.engines.preview.weather;

import org.jspecify.annotations.NullMarked;
