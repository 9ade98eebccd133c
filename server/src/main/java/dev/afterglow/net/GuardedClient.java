package dev.afterglow.net;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.HttpException;

/**
 * The one way to fetch what a client's URL names. Only GET, only what the policy allows, each
 * redirect checked like the first address, one connection for each request; no proxy, cookie,
 * credential or decompression, and nothing of ours in the headers.
 */
public final class GuardedClient {
  private final OutboundPolicy policy;
  private final Dialer dialer;

  /** A client that looks names up by the given resolver and trusts the platform's authorities. */
  public GuardedClient(OutboundPolicy policy, Resolver resolver) {
    this(
        policy,
        resolver,
        () -> new Socket(Proxy.NO_PROXY), // a proxy would look the name up again
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  GuardedClient(
      OutboundPolicy policy, Resolver resolver, Supplier<Socket> sockets, SSLSocketFactory tls) {
    this.policy = policy;
    this.dialer = new Dialer(policy, resolver, sockets, tls);
  }

  /** Fetches the body behind a URL. Never throws for what an untrusted server may answer. */
  public Fetched get(String url, Bounds bounds) {
    try (Watch watch = new Watch(bounds.total())) {
      return follow(Target.parse(url, policy), bounds, watch);
    } catch (Forbidden e) {
      return new Fetched.Unreachable("forbidden: " + e.getMessage());
    } catch (IOException | HttpException e) {
      return new Fetched.Unreachable(e.toString());
    }
  }

  private Fetched follow(Target first, Bounds bounds, Watch watch)
      throws IOException, HttpException, Forbidden {
    Target target = first;
    for (int hop = 0; hop <= bounds.redirects(); hop++) {
      switch (new Visit(dialer, watch, bounds).get(target)) {
        case Visit.Outcome.Ended ended -> {
          return ended.fetched();
        }
        case Visit.Outcome.Moved moved -> target = target.redirected(moved.location(), policy);
      }
    }
    throw new Forbidden("more than " + bounds.redirects() + " redirects");
  }
}
