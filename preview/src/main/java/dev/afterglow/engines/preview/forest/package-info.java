/**
 * Inside a forest: trunks that fade into lit haze, a floor of moss and leaves, foliage overhead,
 * and shafts of light.
 */
@NullMarked
package dev.afterglow.engines.preview.forest;

import org.jspecify.annotations.NullMarked;
