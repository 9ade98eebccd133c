/** Redeem codes as clients see them: {@code POST /v1/redeem}. */
@NullMarked
package dev.afterglow.sora.redeem;

import org.jspecify.annotations.NullMarked;
