/** Owners and their API keys: create, hash, look up, scope, revoke. */
@NullMarked
package dev.afterglow.accounts;

import org.jspecify.annotations.NullMarked;
