/**
 * Under water: blue that swallows distance, shafts of light that sway with the waves above, a sandy
 * ground with corals and weed, schools of fish, bubbles. {@link
 * dev.afterglow.engines.preview.deep.Underwater} is the family.
 */
@NullMarked
package dev.afterglow.engines.preview.deep;

import org.jspecify.annotations.NullMarked;
