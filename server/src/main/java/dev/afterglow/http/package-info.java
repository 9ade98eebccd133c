/**
 * The front door. A {@link dev.afterglow.http.Listener} serves {@link dev.afterglow.http.Route}s,
 * each with a declared access that a {@link dev.afterglow.http.Authenticator} checks before the
 * handler runs. Handlers return an {@link dev.afterglow.http.Answer} or throw an {@link
 * dev.afterglow.http.ApiError}; one place turns any throwable into a response.
 */
@NullMarked
package dev.afterglow.http;

import org.jspecify.annotations.NullMarked;
