package dev.afterglow.net;

/** Why a target may not be reached. For the operator's log alone. */
final class Forbidden extends Exception {
  private static final long serialVersionUID = 1L;

  Forbidden(String reason) {
    super(reason, null, false, false);
  }
}
