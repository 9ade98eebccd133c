/**
 * Reads a prompt in Chinese or English: {@link
 * dev.afterglow.engines.preview.prompt.SceneReader#read} turns any text into a scene that can be
 * drawn. Words are looked up in {@code lexicon.tsv}; what the text leaves open is filled in by
 * sense. Pure and deterministic.
 */
@NullMarked
package dev.afterglow.engines.preview.prompt;

import org.jspecify.annotations.NullMarked;
