/**
 * Land that is looked at from eye level: a {@link dev.afterglow.engines.preview.land.Terrain} is a
 * height for every place, seen in perspective, lit, shadowed and hazed, baked in slices of distance
 * so that the camera moves through it. Mountains, dunes, hills and what grows on them.
 */
@NullMarked
package dev.afterglow.engines.preview.land;

import org.jspecify.annotations.NullMarked;
