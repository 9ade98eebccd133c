/** Finished films: the store on disk, signed links that expire, range serving, clean-up. */
@NullMarked
package dev.afterglow.videos;

import org.jspecify.annotations.NullMarked;
