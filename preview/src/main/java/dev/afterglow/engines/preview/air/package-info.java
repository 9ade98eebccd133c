/** What is seen in the air of many places: rainbows and birds. */
@NullMarked
package dev.afterglow.engines.preview.air;

import org.jspecify.annotations.NullMarked;
