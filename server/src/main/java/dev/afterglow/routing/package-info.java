/** Which engine serves a request: grid and order. */
@NullMarked
package dev.afterglow.routing;

import org.jspecify.annotations.NullMarked;
