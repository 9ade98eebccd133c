package dev.afterglow.admin;

import java.io.IOException;

/**
 * Another program answers on the port of a server, which a killed one leaves to others. Nothing was
 * sent to it but a random number.
 */
public final class ForeignServerOnPort extends IOException {
  private static final long serialVersionUID = 1;

  private final int port;

  ForeignServerOnPort(int port) {
    super("another program listens on port " + port);
    this.port = port;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }
}
