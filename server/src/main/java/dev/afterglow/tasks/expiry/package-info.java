/**
 * Ends what time has overtaken and clears away what nobody needs any more: {@link
 * dev.afterglow.tasks.expiry.ExpiryJob}.
 */
@NullMarked
package dev.afterglow.tasks.expiry;

import org.jspecify.annotations.NullMarked;
