/**
 * Shares of what is bounded: {@link dev.afterglow.quota.FairSemaphore} for what is given back soon,
 * {@link dev.afterglow.quota.ByteQuota} for what is kept.
 */
@NullMarked
package dev.afterglow.quota;

import org.jspecify.annotations.NullMarked;
