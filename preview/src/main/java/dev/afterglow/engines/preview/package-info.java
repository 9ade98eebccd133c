/**
 * The built-in preview engine: reads a prompt into a scene, draws it on all cores, and gives it a
 * fitting sound. It needs no key and no GPU, and never pretends to be Sora.
 */
@NullMarked
package dev.afterglow.engines.preview;

import org.jspecify.annotations.NullMarked;
