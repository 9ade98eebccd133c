/**
 * Balances, prices and holds in integer micro-dollars: a hold is settled or released exactly once,
 * entries are append-only.
 */
@NullMarked
package dev.afterglow.ledger;

import org.jspecify.annotations.NullMarked;
