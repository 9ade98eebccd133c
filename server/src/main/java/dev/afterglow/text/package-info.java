/**
 * Text for people: {@link dev.afterglow.text.Messages} has what the program says in Chinese and
 * English; {@link dev.afterglow.text.Printable} makes what clients sent fit to be shown.
 */
@NullMarked
package dev.afterglow.text;

import org.jspecify.annotations.NullMarked;
