package dev.afterglow.net;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.HttpException;

/**
 * The one way to what a client's URL names: to fetch what is there, or to leave a message. Only
 * what the policy allows, each redirect of a fetch checked like the first address, one connection
 * for each request; no proxy, cookie, credential or decompression, and nothing of ours in the
 * headers of a fetch.
 */
public final class GuardedClient {
  private final OutboundPolicy policy;
  private final Dialer dialer;

  /** A client that looks names up by the given resolver and trusts the platform's authorities. */
  public GuardedClient(OutboundPolicy policy, Resolver resolver) {
    // A proxy would look the name up again. The authorities are read when one is needed first.
    this(policy, resolver, () -> new Socket(Proxy.NO_PROXY), GuardedClient::platform);
  }

  GuardedClient(
      OutboundPolicy policy, Resolver resolver, Supplier<Socket> sockets, SSLSocketFactory tls) {
    this(policy, resolver, sockets, () -> tls);
  }

  private GuardedClient(
      OutboundPolicy policy,
      Resolver resolver,
      Supplier<Socket> sockets,
      Supplier<SSLSocketFactory> tls) {
    this.policy = policy;
    this.dialer = new Dialer(policy, resolver, sockets, tls);
  }

  private static SSLSocketFactory platform() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
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

  /**
   * A URL in the one spelling that is used for it, in ASCII; empty if no request to it may be tried
   * at all, by its grammar, length and port, or by its address where it names one. What its name
   * stands for is looked at whenever it is used.
   */
  public Optional<String> permitted(String url) {
    try {
      Target target = Target.parse(url, policy);
      return target.address().map(policy::allows).orElse(true)
          ? Optional.of(
              (target.secure() ? "https://" : "http://") + target.authority() + target.resource())
          : Optional.empty();
    } catch (Forbidden _) {
      return Optional.empty();
    }
  }

  /**
   * Whether a URL can be read and names a port that no request goes to. That is the caller's own
   * word: nothing is looked up for it.
   */
  public boolean refusesPort(String url) {
    try {
      return !policy.allowsPort(Target.read(url).port());
    } catch (Forbidden _) {
      return false;
    }
  }

  /**
   * Posts JSON to a URL. Redirects are answers and are never followed; of an answer's body nothing
   * is kept. Never throws for what a stranger may answer.
   *
   * @param headers besides those of the body and the connection; printable ASCII
   * @param total from the first look-up to the end of the answer
   * @return what became of it, {@link Sent.Answered} always without a body
   */
  public Sent post(String url, Map<String, String> headers, byte[] json, Duration total) {
    try (Watch watch = new Watch(total)) {
      return new Posting(dialer, watch).send(Target.parse(url, policy), headers, json);
    } catch (Forbidden e) {
      return new Sent.NotSent("forbidden: " + e.getMessage());
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
