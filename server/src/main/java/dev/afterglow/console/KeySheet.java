package dev.afterglow.console;

import dev.afterglow.accounts.Key;
import dev.afterglow.accounts.KeyUses;
import dev.afterglow.accounts.Scope;
import dev.afterglow.console.view.Badge;
import dev.afterglow.console.view.KeyLine;
import dev.afterglow.ip.Cidr;
import dev.afterglow.ledger.CapState;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.pages.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys as the list shows them: what a key may do and what it has spent, in one line. */
final class KeySheet {
  private static final Duration SOON = Duration.ofDays(7);

  private final Reader reader;
  private final Ledger ledger;
  private final Instant now;

  KeySheet(Reader reader, Ledger ledger, Instant now) {
    this.reader = reader;
    this.ledger = ledger;
    this.now = now;
  }

  KeyLine line(Key key, Optional<KeyUses.Use> use) {
    CapState state = ledger.capState(key.id(), now);
    boolean byDay = state.cap().dailyMicros().isPresent();
    boolean inAll = state.cap().totalMicros().isPresent();
    long spent = byDay ? state.todayMicros() : state.totalMicros();
    long cap = byDay ? state.cap().dailyMicros().getAsLong() : state.cap().totalMicros().orElse(0);
    String words =
        byDay
            ? reader.text("console.keys.of-day", Dollars.of(cap))
            : inAll ? reader.text("console.keys.of-all", Dollars.of(cap)) : "";
    return new KeyLine(
        key.id(),
        key.name(),
        key.prefix() + "…" + key.lastFour(),
        may(key),
        Dollars.of(spent),
        words,
        cap == 0 ? 0 : (int) Math.min(100, spent * 100 / cap),
        use.map(last -> Times.ago(last.at(), now, reader))
            .orElseGet(() -> reader.text("console.keys.never")),
        use.map(KeyUses.Use::client).orElse(""),
        Times.day(key.createdAt(), reader),
        ended(key));
  }

  private List<Badge> may(Key key) {
    Scope scope = key.scope();
    List<Badge> badges = new ArrayList<>();
    if (scope.readOnly()) {
      badges.add(Badge.of(reader.text("console.keys.read-only")));
    } else if (scope.models().isEmpty()) {
      badges.add(Badge.of(reader.text("console.keys.all-models")));
    }
    scope.models().forEach(model -> badges.add(Badge.of(model)));
    scope.networks().stream().map(Cidr::toString).map(Badge::of).forEach(badges::add);
    scope
        .requestsPerMinute()
        .ifPresent(rate -> badges.add(Badge.of(reader.text("console.keys.rate", rate))));
    scope
        .runningTasks()
        .ifPresent(most -> badges.add(Badge.of(reader.text("console.keys.at-once", most))));
    if (key.validAt(now)) {
      key.expiresAt().ifPresent(end -> badges.add(ending(end)));
    }
    return badges;
  }

  private Badge ending(Instant end) {
    Duration left = Duration.between(now, end);
    boolean soon = left.compareTo(SOON) < 0;
    String text =
        left.toDays() >= 1
            ? reader.text("console.keys.ends-days", left.toDays())
            : reader.text("console.keys.ends-hours", Math.max(1, left.toHours()));
    return new Badge(text, soon ? "warn" : "");
  }

  private String ended(Key key) {
    if (key.revokedAt().isPresent()) {
      return reader.text("console.keys.revoked", Times.day(key.revokedAt().get(), reader));
    }
    return key.validAt(now)
        ? ""
        : reader.text(
            "console.keys.expired", Times.day(key.expiresAt().orElse(key.createdAt()), reader));
  }
}
