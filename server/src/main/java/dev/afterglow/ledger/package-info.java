/**
 * Money in integer micro-dollars. {@code Ledger} is the front: it sets a price aside, charges it or
 * gives it back, exactly once, and books credits and debits. Entries are append-only; what decides
 * are conditional updates whose affected rows are looked at. {@code Prices}, {@code RedeemCodes}
 * and {@code Audit} stand beside it. It knows no tasks: a hold has a reference.
 */
@NullMarked
package dev.afterglow.ledger;

import org.jspecify.annotations.NullMarked;
