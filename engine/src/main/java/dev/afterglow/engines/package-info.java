/**
 * What makes films. {@link dev.afterglow.engines.Engine} is the one interface between Afterglow and
 * whatever draws: the built-in preview engine, the operator's own GPUs, or a vendor's API. An
 * engine knows neither tasks nor money nor dialects; each lives in a sub-package of its own and
 * never imports another.
 */
@NullMarked
package dev.afterglow.engines;

import org.jspecify.annotations.NullMarked;
