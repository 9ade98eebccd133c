/**
 * Finished films: {@link dev.afterglow.videos.FilmStore} and its implementation on disk, signed
 * links that expire, range serving, clean-up.
 */
@NullMarked
package dev.afterglow.videos;

import org.jspecify.annotations.NullMarked;
