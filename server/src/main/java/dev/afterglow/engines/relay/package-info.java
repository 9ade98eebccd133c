/**
 * Engines that speak the contract's own form ({@code POST /v1/videos/generations}, {@code GET
 * /v1/tasks/{id}}): APIMart, the servers like it, and another Afterglow.
 */
@NullMarked
package dev.afterglow.engines.relay;

import org.jspecify.annotations.NullMarked;
