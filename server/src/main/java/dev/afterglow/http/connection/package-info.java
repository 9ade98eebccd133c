/** Whose share a connection belongs to: what bounds one and knows nothing of HTTP. */
@NullMarked
package dev.afterglow.http.connection;

import org.jspecify.annotations.NullMarked;
