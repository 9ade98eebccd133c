/**
 * The pictures that unfinished tasks start from: {@link
 * dev.afterglow.tasks.pictures.ReferencePictureStore}.
 */
@NullMarked
package dev.afterglow.tasks.pictures;

import org.jspecify.annotations.NullMarked;
