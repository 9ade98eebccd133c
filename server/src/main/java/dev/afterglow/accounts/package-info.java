/**
 * Owners and their API keys: create, list, disable, revoke, and say who a secret belongs to. {@code
 * Accounts} is the front. A key's secret exists in here only while it is made or looked up; what is
 * kept is its SHA-256. What a key may spend is the ledger's matter, how often it may ask the
 * limits'.
 */
@NullMarked
package dev.afterglow.accounts;

import org.jspecify.annotations.NullMarked;
