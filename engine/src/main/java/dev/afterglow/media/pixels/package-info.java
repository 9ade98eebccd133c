/**
 * Pixels of a stranger's picture: {@link dev.afterglow.media.pixels.PictureDecoder} proves that a
 * JPEG, PNG or WebP can be decoded, and makes a first frame of it. ImageIO's readers get nothing
 * but the pixels' own data; markers, profiles and colours are read here, where nothing that a
 * viewer forgives is a fault.
 */
@NullMarked
package dev.afterglow.media.pixels;

import org.jspecify.annotations.NullMarked;
