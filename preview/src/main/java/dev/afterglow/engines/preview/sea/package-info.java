/**
 * Open water and its shores: {@link dev.afterglow.engines.preview.sea.Sea} moves by a spectrum of
 * waves, not by scrolling a picture, and mirrors the same sky that is drawn above it.
 */
@NullMarked
package dev.afterglow.engines.preview.sea;

import org.jspecify.annotations.NullMarked;
