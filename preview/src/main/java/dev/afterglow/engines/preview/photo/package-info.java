/**
 * A given picture comes alive: its pixels are the film's first frame, then the camera moves through
 * a depth that is guessed from the picture itself, light drifts over it, and the prompt's weather
 * fades in. {@link dev.afterglow.engines.preview.photo.Photo} is the picture, {@link
 * dev.afterglow.engines.preview.photo.LivingPicture} puts it on a stage.
 */
@NullMarked
package dev.afterglow.engines.preview.photo;

import org.jspecify.annotations.NullMarked;
