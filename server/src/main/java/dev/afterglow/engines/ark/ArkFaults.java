package dev.afterglow.engines.ark;

import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorFault;
import dev.afterglow.remote.VendorFault.Kind;
import java.util.List;

/**
 * Ark's error codes (volcengine.com/docs/82379/1099476). They are the same where an order is
 * refused and where a task has failed.
 */
final class ArkFaults {
  private static final List<String> CONTENT = List.of("Sensitive", "Risk", "PolicyViolation");

  private static final List<String> ACCESS =
      List.of(
          "Authentication",
          "AccountOverdue",
          "AccessDenied",
          "ModelNotOpen",
          "InvalidAccount",
          "InvalidSubscription",
          "SetLimitExceeded",
          "OperationDenied");

  private static final List<String> BUSY =
      List.of(
          "RateLimitExceeded",
          "QuotaExceeded",
          "ServerOverloaded",
          "RequestBurstTooFast",
          "ModelLoading");

  private static final List<String> MISFIT =
      List.of("InvalidEndpointOrModel", "InvalidEndpoint", "ModelNotFound", "NotFound");

  private static final List<String> INPUT =
      List.of("InvalidParameter", "MissingParameter", "InvalidImage", "InvalidArgument");

  private static final List<String> BROKEN = List.of("InternalService", "InternalError");

  private ArkFaults() {}

  /** What an error says, in an answer to an order as in a task. */
  static VendorFault of(VendorAnswer answer, String where) {
    String code = answer.firstString("/error/code", "/code").orElse("");
    String said = where + ": " + (code.isEmpty() ? "" : code + ": ") + answer.complaint();
    return new VendorFault(kind(code), said);
  }

  private static Kind kind(String code) {
    if (CONTENT.stream().anyMatch(code::contains)) {
      return Kind.CONTENT;
    }
    if (begins(code, ACCESS)) {
      return Kind.ACCESS;
    }
    if (begins(code, BUSY)) {
      return Kind.BUSY;
    }
    if (begins(code, MISFIT)) {
      return Kind.MISFIT;
    }
    if (begins(code, BROKEN)) {
      return Kind.BROKEN;
    }
    return begins(code, INPUT) ? Kind.INPUT : Kind.UNNAMED;
  }

  private static boolean begins(String code, List<String> with) {
    return with.stream().anyMatch(code::startsWith);
  }
}
