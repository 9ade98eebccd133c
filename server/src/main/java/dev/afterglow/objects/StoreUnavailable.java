package dev.afterglow.objects;

import java.io.IOException;

/**
 * The store does not do what it should, and it is not the object's fault: nothing is lost, and the
 * same call may work later. The message is for the log, without secrets.
 */
public final class StoreUnavailable extends IOException {
  private static final long serialVersionUID = 1;

  public StoreUnavailable(String why) {
    super(why);
  }
}
