package dev.afterglow.client;

import java.io.IOException;

/** The server's no: it will stay no if asked again in the same way. */
public final class ServerRefused extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * @param status the HTTP status, 400 to 599
   * @param message the server's own sentence, or its status where it gave none
   */
  ServerRefused(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
