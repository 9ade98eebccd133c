/**
 * From what {@code afterglow.yaml} says of an engine to the engine: {@link
 * dev.afterglow.adapters.Engines} is the table of types and adapters.
 */
@NullMarked
package dev.afterglow.adapters;

import org.jspecify.annotations.NullMarked;
