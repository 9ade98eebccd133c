/**
 * Text as outlines, in any script, with bundled fonts alone: {@link
 * dev.afterglow.engines.preview.letters.Typesetter} sets captions, {@link
 * dev.afterglow.engines.preview.letters.Mark} is the one line that every film carries.
 */
@NullMarked
package dev.afterglow.engines.preview.letters;

import org.jspecify.annotations.NullMarked;
