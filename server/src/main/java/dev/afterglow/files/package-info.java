/**
 * The disk below everything that is kept: files that survive a crash and that nobody else may read,
 * and how much room is left.
 */
@NullMarked
package dev.afterglow.files;

import org.jspecify.annotations.NullMarked;
