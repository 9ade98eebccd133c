package dev.afterglow.engines.kling;

import dev.afterglow.remote.VendorAnswer;
import dev.afterglow.remote.VendorFault;
import dev.afterglow.remote.VendorFault.Kind;

/**
 * Kling's error codes (kling.ai/document-api, "Error codes"). They stand in the body, and the HTTP
 * status misleads: 429 is answered as well to an account without money as to one too many jobs.
 */
final class KlingFaults {
  private KlingFaults() {}

  /** What is wrong with an order. */
  static VendorFault of(VendorAnswer answer) {
    int code = code(answer);
    String said = "HTTP " + answer.status() + ": " + code + ": " + answer.complaint();
    return new VendorFault(kind(code), said);
  }

  /** The code in the body; 0 for a success, -1 if there is none. */
  static int code(VendorAnswer answer) {
    return answer.json().path("code").asInt(-1);
  }

  private static Kind kind(int code) {
    return switch (code) {
      case 1000, 1001, 1002, 1003, 1004 -> Kind.ACCESS; // no token, or not a valid one
      case 1100, 1101, 1102, 1103 -> Kind.ACCESS; // account, arrears, used up, not permitted
      case 1304 -> Kind.ACCESS; // our address is not on the account's list
      case 1200, 1201 -> Kind.INPUT;
      case 1202, 1203 -> Kind.MISFIT; // no such method, no such model
      case 1300, 1301 -> Kind.CONTENT;
      case 1302, 1303 -> Kind.BUSY; // too fast, too many at once
      default -> Kind.UNNAMED;
    };
  }
}
