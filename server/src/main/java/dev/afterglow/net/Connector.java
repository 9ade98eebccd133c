package dev.afterglow.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;

/**
 * Opens connections for one engine: to its own origin, which the operator wrote down, and to public
 * addresses that it answered, which must pass the policy.
 */
final class Connector {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST_READ = Duration.ofDays(7);
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final Dialer anywhere;
  private final Dialer guarded;
  private final Optional<HttpProxy> proxy;

  Connector(Resolver resolver, OutboundPolicy films, Upstream upstream, Supplier<Socket> sockets) {
    this(resolver, films, upstream.proxy(), upstream.authorities(), sockets);
  }

  Connector(
      Resolver resolver,
      OutboundPolicy films,
      Optional<HttpProxy> proxy,
      Authorities authorities,
      Supplier<Socket> sockets) {
    var tls = authorities.sockets();
    this.anywhere = new Dialer(OutboundPolicy.anywhere(), resolver, sockets, () -> tls);
    this.guarded = new Dialer(films, resolver, sockets, () -> tls);
    this.proxy = proxy;
  }

  /**
   * Opens a new connection.
   *
   * @param home whether the target is on the engine's own origin
   * @throws IOException if there is none; no byte of a request has been sent
   */
  HttpConnection open(Target target, boolean home, Watch watch) throws IOException, Forbidden {
    Socket socket =
        proxy.isPresent()
            ? viaProxy(proxy.get(), target, home, watch)
            : direct(target, home, watch);
    try {
      HttpConnection connection = speak(target, home, socket);
      prepare(socket, watch);
      return connection;
    } catch (IOException | RuntimeException e) {
      closeQuietly(socket);
      throw e;
    }
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use either way.
    }
  }

  private HttpConnection speak(Target target, boolean home, Socket socket) throws IOException {
    if (target.secure()) {
      return new HttpConnection(target, anywhere.secure(target, socket), socket);
    }
    return new HttpConnection(target, socket, home ? proxy : Optional.empty());
  }

  private Socket direct(Target target, boolean home, Watch watch) throws IOException, Forbidden {
    Dialer dialer = home ? anywhere : guarded;
    List<InetAddress> addresses = dialer.addresses(target, watch.atMost(CONNECT_PATIENCE));
    return dialer.connect(target, addresses, watch.atMost(CONNECT_PATIENCE), watch);
  }

  private Socket viaProxy(HttpProxy proxy, Target target, boolean home, Watch watch)
      throws IOException, Forbidden {
    // Not left to the proxy, which would look the name up itself and reach what it likes.
    Optional<InetAddress> pinned =
        home
            ? Optional.empty()
            : Optional.of(guarded.addresses(target, watch.atMost(CONNECT_PATIENCE)).getFirst());
    Target entrance = Target.read("http://" + bracketed(proxy.host()) + ":" + proxy.port() + "/");
    Socket socket = direct(entrance, true, watch);
    try {
      if (target.secure() || !home) {
        String end =
            pinned
                .map(address -> bracketed(address.getHostAddress()) + ":" + target.port())
                .orElse(target.hostAndPort());
        Tunnel.open(socket, end, proxy.authorization());
      }
      return socket;
    } catch (IOException e) {
      closeQuietly(socket);
      throw e;
    }
  }

  /** Answers may be held for minutes: the watch ends the wait, and probes keep the way open. */
  private static void prepare(Socket socket, Watch watch) throws IOException {
    watch.bound(socket, LONGEST_READ);
    try {
      socket.setTcpNoDelay(true);
      socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_SECONDS);
      }
    } catch (UnsupportedOperationException | SocketException _) {
      // The request can do without; a closed socket shows itself at its next use.
    }
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
