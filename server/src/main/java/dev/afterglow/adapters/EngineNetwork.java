package dev.afterglow.adapters;

import dev.afterglow.config.EngineSettings;
import dev.afterglow.config.Secret;
import dev.afterglow.net.Authorities;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.net.HttpProxy;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.net.Upstream;
import dev.afterglow.remote.ClientOpener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * How engines are reached: one resolver for all, and for each the proxy and the certificates that
 * the operator wrote down.
 *
 * @param films from where films may be fetched besides an engine's own address
 * @param release which release asks, for the head of every request
 */
record EngineNetwork(SystemResolver resolver, OutboundPolicy films, String release)
    implements AutoCloseable {
  /** The way to one engine. No connection is opened before the first request. */
  ClientOpener to(EngineSettings engine) throws EngineRefused {
    Optional<HttpProxy> proxy = engine.way().proxy().map(Secret::value).map(HttpProxy::parse);
    Authorities trusted = trusted(engine);
    return (base, credentials) ->
        new EngineClient(new Upstream(base, credentials, proxy, trusted), resolver, films, release);
  }

  /** Who may vouch for an engine's certificate. */
  static Authorities trusted(EngineSettings engine) throws EngineRefused {
    if (engine.way().caFile().isEmpty()) {
      return Authorities.platform();
    }
    try {
      return Authorities.with(engine.way().caFile().get());
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw EngineOptions.unreadable("ca-file", e);
    } catch (IOException _) {
      throw EngineOptions.refused("ca-file", "option.ca-file", engine.way().caFile().get());
    }
  }

  /** The same to the address that the operator wrote down, or else to the vendor's usual one. */
  EngineClient client(EngineSettings engine, URI usual, Credentials credentials)
      throws EngineRefused {
    try {
      return to(engine).open(engine.url().orElse(usual), credentials);
    } catch (IllegalArgumentException _) {
      throw EngineOptions.refused("url", "option.url", engine.url().orElse(usual));
    }
  }

  /** The same to an address that has no usual one. */
  EngineClient client(EngineSettings engine) throws EngineRefused {
    return client(engine, url(engine), bearer(engine));
  }

  /** The address of an engine that has no usual one. */
  static URI url(EngineSettings engine) throws EngineRefused {
    return engine.url().orElseThrow(() -> EngineOptions.refused("url", "option.missing"));
  }

  /** The key as a bearer token; nothing where there is no key. */
  static Credentials bearer(EngineSettings engine) {
    return engine.key().map(Secret::value).map(Credentials::bearer).orElseGet(Credentials::none);
  }

  @Override
  public void close() {
    resolver.close();
  }
}
