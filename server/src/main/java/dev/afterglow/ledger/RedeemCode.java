package dev.afterglow.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A redeem code without the code itself.
 *
 * @param lastFour the code's last characters, by which people recognise it
 * @param amountMicros what it is worth, in micro-dollars
 * @param redemption who had it, once somebody has
 */
public record RedeemCode(
    String id,
    String lastFour,
    long amountMicros,
    Instant createdAt,
    Optional<Instant> expiresAt,
    Optional<Redemption> redemption) {

  /** Who redeemed a code, and when. */
  public record Redemption(String ownerId, Instant at) {}
}
