/**
 * The drawing core: a {@link dev.afterglow.engines.preview.draw.Stage} of {@link
 * dev.afterglow.engines.preview.draw.Layer}s, back to front, painted row by row on all cores into a
 * {@link dev.afterglow.engines.preview.draw.Canvas}.
 *
 * <p>What stands still is baked once ({@link dev.afterglow.engines.preview.draw.Stage#bake}) into a
 * {@link dev.afterglow.engines.preview.draw.Still} that the camera moves by its depth, and that may
 * {@link dev.afterglow.engines.preview.draw.Still#swaying sway}. Soft things (mist, clouds, glow)
 * live in a quarter-size {@link dev.afterglow.engines.preview.draw.SoftField}. Small moving things
 * are {@link dev.afterglow.engines.preview.draw.Specks}. Patterns that move come from {@link
 * dev.afterglow.engines.preview.draw.Tile}s; where the pattern's y is one for a whole row, blend
 * that row once and read it along x. Baked texture uses {@link
 * dev.afterglow.engines.preview.draw.Noise}.
 *
 * <p>To add a family: implement {@link dev.afterglow.engines.preview.draw.Family} in a package of
 * its own beside this one, add it to {@code Families}, and look at it with {@code PreviewSheet} at
 * every time of day, in landscape and portrait. Work in design units ({@link
 * dev.afterglow.engines.preview.draw.Space}), take colour from {@link
 * dev.afterglow.engines.preview.draw.Stage#light}, random numbers from {@link
 * dev.afterglow.engines.preview.draw.Stage#random}, and time from {@link
 * dev.afterglow.engines.preview.draw.Frame#seconds} alone, so that a film is the same every time. A
 * layer is painted by many threads at once: what changes per frame is computed in {@link
 * dev.afterglow.engines.preview.draw.Layer#ready}.
 */
@NullMarked
package dev.afterglow.engines.preview.draw;

import org.jspecify.annotations.NullMarked;
