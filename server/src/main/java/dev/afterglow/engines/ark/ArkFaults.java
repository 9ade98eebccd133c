package dev.afterglow.engines.ark;

import dev.afterglow.remote.FaultTable;
import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorFault;
import dev.afterglow.remote.VendorFault.Kind;

/**
 * Ark's error codes (volcengine.com/docs/82379/1099476). They are the same where an order is
 * refused and where a task has failed.
 */
final class ArkFaults {
  private static final FaultTable CODES =
      FaultTable.empty()
          .holding(Kind.CONTENT, "sensitive", "risk", "policyviolation")
          .beginning(
              Kind.ACCESS,
              "authentication",
              "accountoverdue",
              "accessdenied",
              "modelnotopen",
              "invalidaccount",
              "invalidsubscription",
              "setlimitexceeded",
              "operationdenied")
          .beginning(
              Kind.BUSY,
              "ratelimitexceeded",
              "quotaexceeded",
              "serveroverloaded",
              "requestbursttoofast",
              "modelloading")
          .beginning(
              Kind.MISFIT, "invalidendpointormodel", "invalidendpoint", "modelnotfound", "notfound")
          .beginning(Kind.BROKEN, "internalservice", "internalerror")
          .beginning(
              Kind.INPUT,
              "invalidparameter",
              "missingparameter",
              "invalidimage",
              "invalidargument");

  private ArkFaults() {}

  /** What an error says, in an answer to an order as in a task. */
  static VendorFault of(VendorAnswer answer, String where) {
    String code = answer.firstString("/error/code", "/code").orElse("");
    return CODES.fault(code, answer.complaint(), where);
  }
}
