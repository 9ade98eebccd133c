package dev.afterglow.api.sora;

import dev.afterglow.http.Answer;
import dev.afterglow.http.Exchange;
import dev.afterglow.ledger.Balance;
import dev.afterglow.ledger.CapState;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.SpendCap;
import dev.afterglow.ledger.Usd;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What is left and what was spent, of a key and of its owner. */
final class Balances {
  private final Ledger ledger;
  private final InstantSource time;

  Balances(Ledger ledger, InstantSource time) {
    this.ledger = ledger;
    this.time = time;
  }

  /** {@code GET /v1/balance}: what this key may still spend. */
  Answer ofKey(Exchange exchange) {
    String keyId = exchange.caller().keyId();
    CapState state = ledger.capState(keyId, time.instant());
    long available = ledger.balance(exchange.caller().ownerId()).availableMicros();
    long byDay = left(state.cap().dailyMicros(), state.todayMicros());
    long inAll = left(state.cap().totalMicros(), state.totalMicros());
    return answer(
        Math.min(available, Math.min(byDay, inAll)), ledger.usedByKey(keyId), state.cap());
  }

  /** {@code GET /v1/user/balance}: what all keys of the owner may still spend together. */
  Answer ofOwner(Exchange exchange) {
    Balance balance = ledger.balance(exchange.caller().ownerId());
    return answer(balance.availableMicros(), balance.usedMicros(), SpendCap.NONE);
  }

  private static long left(OptionalLong capMicros, long spentMicros) {
    return capMicros.isPresent()
        ? Math.max(0, capMicros.getAsLong() - spentMicros)
        : Long.MAX_VALUE;
  }

  private static Answer answer(long remainMicros, long usedMicros, SpendCap cap) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("remain_balance", Usd.dollars(remainMicros));
    body.put("used_balance", Usd.dollars(usedMicros));
    body.put("remain_credits", Usd.credits(remainMicros));
    body.put("used_credits", Usd.credits(usedMicros));
    body.put("unlimited_quota", false);
    cap.dailyMicros().ifPresent(micros -> body.put("daily_cap", Usd.dollars(micros)));
    cap.totalMicros().ifPresent(micros -> body.put("total_cap", Usd.dollars(micros)));
    return Answer.json(body);
  }
}
