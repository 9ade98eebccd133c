/**
 * Space: stars without air, nebulae, a planet that turns in the light of a sun, its ring and its
 * moons. {@link dev.afterglow.engines.preview.space.Cosmos} is the family.
 */
@NullMarked
package dev.afterglow.engines.preview.space;

import org.jspecify.annotations.NullMarked;
