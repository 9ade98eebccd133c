package dev.afterglow.webhooks;

import java.io.IOException;

/** A key file that holds no key of 32 bytes or more: a server with such a file must not start. */
public final class UnusableSigningKey extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableSigningKey() {
    super("webhook.key holds no key");
  }
}
