/**
 * The waterfall: a cliff and its trees, water that stretches as it falls, the pool it falls into,
 * and the mist that rises from it.
 */
@NullMarked
package dev.afterglow.engines.preview.falls;

import org.jspecify.annotations.NullMarked;
