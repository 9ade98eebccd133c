package dev.afterglow.remote;

import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import java.net.URI;

/**
 * Opens the way to an address, for adapters that speak to more than one: how names are resolved,
 * which proxy is used and what is trusted, the server decides.
 */
@FunctionalInterface
public interface ClientOpener {
  /** A client for one origin, to be closed by whoever asked for it. */
  EngineClient open(URI base, Credentials credentials);
}
