/**
 * The dialect of the contract: {@code /v1/videos/generations}, {@code /v1/tasks}, models, balance.
 */
@NullMarked
package dev.afterglow.sora;

import org.jspecify.annotations.NullMarked;
