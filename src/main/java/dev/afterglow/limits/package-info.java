/** Requests per minute and running tasks, per key, owner and address. */
@NullMarked
package dev.afterglow.limits;

import org.jspecify.annotations.NullMarked;
