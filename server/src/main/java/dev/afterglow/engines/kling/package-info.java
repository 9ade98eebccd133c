/**
 * Kling, by its makers' own API: the tasks of Kling 3.0 and later, and the older paths of the
 * models before. Orders of all models but 4.0 carry our own id, so that a lost answer can be looked
 * for.
 */
@NullMarked
package dev.afterglow.engines.kling;

import org.jspecify.annotations.NullMarked;
