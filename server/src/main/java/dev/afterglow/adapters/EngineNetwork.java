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
  ClientOpener to(EngineSettings engine) throws IOException {
    Optional<HttpProxy> proxy = engine.way().proxy().map(Secret::value).map(HttpProxy::parse);
    Authorities trusted =
        engine.way().caFile().isPresent()
            ? Authorities.with(engine.way().caFile().get())
            : Authorities.platform();
    return (base, credentials) ->
        new EngineClient(new Upstream(base, credentials, proxy, trusted), resolver, films, release);
  }

  /** The same to the address that the operator wrote down, or else to the vendor's usual one. */
  EngineClient client(EngineSettings engine, URI usual, Credentials credentials)
      throws IOException {
    return to(engine).open(engine.url().orElse(usual), credentials);
  }

  /** The same to an address that has no usual one. */
  EngineClient client(EngineSettings engine) throws IOException {
    URI base =
        engine
            .url()
            .orElseThrow(() -> new IllegalArgumentException("url: missing (expected: an address)"));
    return client(engine, base, bearer(engine));
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
