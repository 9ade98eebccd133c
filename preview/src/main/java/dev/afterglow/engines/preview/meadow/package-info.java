/** Meadows: rolling hills, grass that bends in the wind, and flowers in it. */
@NullMarked
package dev.afterglow.engines.preview.meadow;

import org.jspecify.annotations.NullMarked;
