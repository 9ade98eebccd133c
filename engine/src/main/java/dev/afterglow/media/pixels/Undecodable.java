package dev.afterglow.media.pixels;

import java.io.IOException;

/** A picture whose pixels cannot be had. The message is for the log. */
public final class Undecodable extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why it cannot be decoded. */
  public enum Reason {
    /** Its data is damaged, or pixels are missing. */
    BROKEN,
    /** It needs more memory or time than one picture gets here. */
    TOO_COSTLY
  }

  Undecodable(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Undecodable(Reason reason, Throwable cause) {
    super(cause);
    this.reason = reason;
  }

  /** Why it cannot be decoded. */
  public Reason reason() {
    return reason;
  }
}
