/** The desert: dunes with sharp crests, and sand that the wind carries over them. */
@NullMarked
package dev.afterglow.engines.preview.desert;

import org.jspecify.annotations.NullMarked;
