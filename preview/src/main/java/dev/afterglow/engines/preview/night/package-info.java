/**
 * What a night sky shows beside the stars: the {@link
 * dev.afterglow.engines.preview.night.MilkyWay}, the {@link
 * dev.afterglow.engines.preview.night.Aurora}, {@link dev.afterglow.engines.preview.night.Meteors},
 * and the dark land below it.
 */
@NullMarked
package dev.afterglow.engines.preview.night;

import org.jspecify.annotations.NullMarked;
