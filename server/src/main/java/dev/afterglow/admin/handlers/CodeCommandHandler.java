package dev.afterglow.admin.handlers;

import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.CodeCommand;
import dev.afterglow.ledger.IssuedCode;
import dev.afterglow.ledger.RedeemCode;
import dev.afterglow.ledger.RedeemCodes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Serves commands about redeem codes. */
final class CodeCommandHandler {
  private static final int LISTED = 1_000;

  private final RedeemCodes codes;
  private final InstantSource clock;

  CodeCommandHandler(RedeemCodes codes, InstantSource clock) {
    this.codes = codes;
    this.clock = clock;
  }

  AdminResult execute(CodeCommand command) {
    return switch (command) {
      case CodeCommand.Create create -> create(create);
      case CodeCommand.ListCodes _ -> {
        Instant now = clock.instant();
        yield Done.of(
            new Listed(codes.newest(LISTED).stream().map(code -> Sheet.of(code, now)).toList()));
      }
    };
  }

  private AdminResult create(CodeCommand.Create command) {
    RefusedValue.unlessMoney("usd", command.micros());
    RefusedValue.unlessWithin("count", command.count(), 1, RedeemCodes.MOST_AT_ONCE);
    RefusedValue.unlessLater("expires", command.expiresAt(), clock.instant());
    return Done.of(
        new Created(
            codes.create(command.micros(), command.count(), command.expiresAt()).stream()
                .map(Secret::of)
                .toList()));
  }

  private record Created(List<Secret> codes) {}

  private record Listed(List<Sheet> codes) {}

  private record Secret(String code, String id, long micros, Optional<Instant> expiresAt) {
    static Secret of(IssuedCode issued) {
      RedeemCode code = issued.code();
      return new Secret(issued.text(), code.id(), code.amountMicros(), code.expiresAt());
    }
  }

  /** A code without the code itself. */
  private record Sheet(
      String id,
      String hint,
      long micros,
      String status,
      Optional<String> redeemedBy,
      Optional<Instant> redeemedAt,
      Instant createdAt,
      Optional<Instant> expiresAt) {
    static Sheet of(RedeemCode code, Instant now) {
      return new Sheet(
          code.id(),
          "…" + code.lastFour(),
          code.amountMicros(),
          status(code, now),
          code.redemption().map(RedeemCode.Redemption::ownerId),
          code.redemption().map(RedeemCode.Redemption::at),
          code.createdAt(),
          code.expiresAt());
    }

    private static String status(RedeemCode code, Instant now) {
      if (code.redemption().isPresent()) {
        return "redeemed";
      }
      boolean open = code.expiresAt().map(now::isBefore).orElse(true);
      return open ? "open" : "expired";
    }
  }
}
