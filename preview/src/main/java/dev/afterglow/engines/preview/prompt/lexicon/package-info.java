/**
 * The words the preview engine understands, read from {@code lexicon.tsv}: {@link
 * dev.afterglow.engines.preview.prompt.lexicon.Lexicon} finds the longest one in a text that {@link
 * dev.afterglow.engines.preview.prompt.lexicon.Folding} has made plain.
 */
@NullMarked
package dev.afterglow.engines.preview.prompt.lexicon;

import org.jspecify.annotations.NullMarked;
