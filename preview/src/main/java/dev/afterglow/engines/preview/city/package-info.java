/**
 * A city over the water, by day and by night: rows of buildings that haze parts, lit windows, a
 * lamp-lined road with moving traffic at the shore, and all of it again in the river. {@link
 * dev.afterglow.engines.preview.city.City} is the family.
 */
@NullMarked
package dev.afterglow.engines.preview.city;

import org.jspecify.annotations.NullMarked;
