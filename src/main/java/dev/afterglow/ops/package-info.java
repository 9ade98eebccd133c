/** Liveness, readiness and metrics. */
@NullMarked
package dev.afterglow.ops;

import org.jspecify.annotations.NullMarked;
