/**
 * The dialect of the contract: films are asked for at {@code /v1/videos/generations} and looked up
 * at {@code /v1/tasks}. {@link dev.afterglow.api.sora.SoraRoutes} has all of its routes.
 */
@NullMarked
package dev.afterglow.api.sora;

import org.jspecify.annotations.NullMarked;
