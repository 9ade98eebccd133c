package dev.afterglow.ledger;

/** Whether this call ended the hold, or another had. */
public enum HoldResolution {
  RESOLVED,
  ALREADY_RESOLVED
}
