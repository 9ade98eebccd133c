package dev.afterglow.api.sora;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.afterglow.http.Access;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Exchange;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.ledger.Redeemed;
import dev.afterglow.ledger.Usd;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /v1/redeem} with {@code {"code":"..."}}: credits the key's owner with what the code
 * is worth and answers {@code {"success":true,"credited":5,"remain_balance":12.5}}, in US dollars.
 * Needs a key that may spend; one that may only read changes nothing.
 */
public final class RedeemRoutes {
  private static final int LARGEST_BODY_BYTES = 1_024;
  private static final int LONGEST_CODE = 100;

  private final RedeemCodes codes;
  private final Ledger ledger;

  private RedeemRoutes(RedeemCodes codes, Ledger ledger) {
    this.codes = codes;
    this.ledger = ledger;
  }

  /** The route, with and without {@code /v1}, as balance has it. */
  public static List<Route> of(RedeemCodes codes, Ledger ledger) {
    RedeemRoutes routes = new RedeemRoutes(codes, ledger);
    return List.of(routes.at("/v1/redeem"), routes.at("/redeem"));
  }

  private Route at(String path) {
    return new Route(Method.POST, path, Access.GENERATE, this::redeem).upTo(LARGEST_BODY_BYTES);
  }

  private Answer redeem(Exchange exchange) {
    String owner = exchange.caller().ownerId();
    return switch (codes.redeem(owner, code(exchange.json()))) {
      case Redeemed.Credited credited ->
          Answer.json(
              new Receipt(
                  true,
                  Usd.dollars(credited.amountMicros()),
                  Usd.dollars(ledger.balance(owner).availableMicros())));
      case Redeemed.Refused _ -> throw ApiError.invalid("redeem.refused");
    };
  }

  private static String code(JsonNode body) {
    JsonNode code = body.path("code");
    if (!code.isString() || code.stringValue().isBlank()) {
      throw ApiError.invalid("redeem.missing");
    }
    if (code.stringValue().length() > LONGEST_CODE) {
      throw ApiError.invalid("redeem.refused");
    }
    return code.stringValue();
  }

  private record Receipt(
      boolean success,
      BigDecimal credited,
      @JsonProperty("remain_balance") BigDecimal remainBalance) {}
}
