package dev.afterglow.ledger;

/**
 * A redeem code that has just been made.
 *
 * @param text what has to be given to redeem it; told here and never again
 */
public record IssuedCode(RedeemCode code, String text) {
  /** Without the text, which must not get into a log. */
  @Override
  public String toString() {
    return "IssuedCode[code=" + code.id() + ", text=***]";
  }
}
