/**
 * What stands in and by the sea: islands, a headland with its lighthouse, rocks in the surf, palms
 * and piers.
 */
@NullMarked
package dev.afterglow.engines.preview.coast;

import org.jspecify.annotations.NullMarked;
