/**
 * Text as outlines, in any script, with bundled fonts alone: {@link
 * dev.afterglow.engines.preview.letters.Typesetter} sets lines whose letters change with their
 * neighbours or run from right to left, {@link dev.afterglow.engines.preview.letters.Lettering}
 * sets plain ones with less.
 */
@NullMarked
package dev.afterglow.engines.preview.letters;

import org.jspecify.annotations.NullMarked;
