/**
 * What a file says about itself, read without decoding it: {@link
 * dev.afterglow.media.headers.ImageHeader} for PNG, JPEG and WebP, {@link
 * dev.afterglow.media.headers.FilmHeader} for MP4. The files are a stranger's: every length is
 * checked before it is followed, and every step moves forward.
 */
@NullMarked
package dev.afterglow.media.headers;

import org.jspecify.annotations.NullMarked;
