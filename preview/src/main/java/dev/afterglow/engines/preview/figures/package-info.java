/**
 * Small pictures that move about in a film, such as fish and boats: a {@link
 * dev.afterglow.engines.preview.figures.Figure} is drawn once, {@link
 * dev.afterglow.engines.preview.figures.Figures} places it anew for every frame.
 */
@NullMarked
package dev.afterglow.engines.preview.figures;

import org.jspecify.annotations.NullMarked;
