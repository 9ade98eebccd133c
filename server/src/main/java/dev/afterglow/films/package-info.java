/**
 * Finished films: {@link dev.afterglow.films.FilmStore} and its implementation on disk, signed
 * links that expire, range serving, clean-up.
 */
@NullMarked
package dev.afterglow.films;

import org.jspecify.annotations.NullMarked;
