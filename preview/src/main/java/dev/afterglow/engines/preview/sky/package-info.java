/**
 * The sky that every outdoor place shares, and the light that comes from it: {@link
 * dev.afterglow.engines.preview.sky.Daylight} turns time of day, season and weather into light,
 * {@link dev.afterglow.engines.preview.sky.Sky} draws it.
 */
@NullMarked
package dev.afterglow.engines.preview.sky;

import org.jspecify.annotations.NullMarked;
