package dev.afterglow.accounts;

import java.net.InetAddress;

/** Why a good key is not allowed to do what it was used for. */
public sealed interface Denial {
  /** Its owner has been disabled. */
  record OwnerDisabled() implements Denial {}

  /** It may not be used from the client's network. */
  record ForeignNetwork(InetAddress client) implements Denial {}

  /** It may ask, but not generate. */
  record ReadOnly() implements Denial {}
}
