/**
 * Finished films: {@link dev.afterglow.films.FilmStore} and its implementation over an object
 * store, signed links that expire, range serving, clean-up.
 */
@NullMarked
package dev.afterglow.films;

import org.jspecify.annotations.NullMarked;
