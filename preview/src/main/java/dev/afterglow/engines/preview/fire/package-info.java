/**
 * Fire: the campfire with its embers and the light it throws, fireworks over whatever place, and
 * lanterns that rise into the night.
 */
@NullMarked
package dev.afterglow.engines.preview.fire;

import org.jspecify.annotations.NullMarked;
