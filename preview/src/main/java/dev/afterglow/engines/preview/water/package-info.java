/**
 * Still and running inland water: {@link dev.afterglow.engines.preview.water.Water} mirrors what
 * stands behind it, and carries ripples, glitter and foam; lakes and rivers are made with it.
 */
@NullMarked
package dev.afterglow.engines.preview.water;

import org.jspecify.annotations.NullMarked;
