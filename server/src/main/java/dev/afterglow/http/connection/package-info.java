/**
 * What bounds a connection and knows nothing of HTTP: how slowly a client may read ({@link
 * dev.afterglow.http.connection.WritePace}), and whose share a connection belongs to ({@link
 * dev.afterglow.http.connection.ClientNetwork}).
 */
@NullMarked
package dev.afterglow.http.connection;

import org.jspecify.annotations.NullMarked;
