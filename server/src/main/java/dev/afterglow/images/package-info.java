/** A reference image from a URL, an upload or a data URI to checked bytes. */
@NullMarked
package dev.afterglow.images;

import org.jspecify.annotations.NullMarked;
