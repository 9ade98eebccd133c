/**
 * The listener, routes with a declared access, request limits, request ids, the access log, and
 * {@code ApiError}: the one place that turns any throwable into a response.
 */
@NullMarked
package dev.afterglow.http;

import org.jspecify.annotations.NullMarked;
