package dev.afterglow.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens connections to checked addresses: one look-up, every answer allowed or none is used, and
 * the socket is connected to one of exactly these. The certificate is checked against the name.
 */
final class Dialer {
  private static final int MOST_ANSWERS = 32;
  private static final int MOST_TRIES = 3;

  private final OutboundPolicy policy;
  private final Resolver resolver;
  private final Supplier<Socket> sockets;
  private final Supplier<SSLSocketFactory> tls;

  Dialer(
      OutboundPolicy policy,
      Resolver resolver,
      Supplier<Socket> sockets,
      Supplier<SSLSocketFactory> tls) {
    this.policy = policy;
    this.resolver = resolver;
    this.sockets = sockets;
    this.tls = tls;
  }

  /** Every address that the target stands for, all of them allowed. */
  List<InetAddress> addresses(Target target, Duration patience) throws IOException, Forbidden {
    List<InetAddress> found =
        target.address().isPresent()
            ? List.of(target.address().get())
            : resolver.resolve(target.host(), patience);
    if (found.isEmpty() || found.size() > MOST_ANSWERS) {
      throw new Forbidden(found.size() + " addresses for one name");
    }
    for (InetAddress address : found) {
      if (!policy.allows(address)) {
        throw new Forbidden("address " + address.getHostAddress() + " is not allowed");
      }
    }
    return found;
  }

  /**
   * Connects to the first address that answers.
   *
   * @param opened told of each socket before it connects, so that it can be closed from outside
   */
  Socket connect(Target target, List<InetAddress> addresses, Duration patience, Watch opened)
      throws IOException, Forbidden {
    IOException last = new IOException("no address");
    for (InetAddress address : addresses.subList(0, Math.min(MOST_TRIES, addresses.size()))) {
      Socket socket = sockets.get();
      try {
        opened.guard(socket);
        socket.connect(new InetSocketAddress(address, target.port()), (int) patience.toMillis());
        requireSame(address, socket);
        socket.setSoTimeout((int) patience.toMillis());
        return socket;
      } catch (IOException e) {
        last = e;
        socket.close();
      } catch (Forbidden e) {
        socket.close();
        throw e;
      }
    }
    throw last;
  }

  /** Speaks TLS on a connected socket: server name and certificate by the name in the URL. */
  SSLSocket secure(Target target, Socket plain) throws IOException {
    SSLSocket secured =
        (SSLSocket) tls.get().createSocket(plain, target.host(), target.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setServerNames(
        target.address().isPresent() ? List.of() : List.of(new SNIHostName(target.host())));
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /** What the socket says it reached is what was checked. */
  private void requireSame(InetAddress checked, Socket socket) throws Forbidden {
    if (!checked.equals(socket.getInetAddress()) || !policy.allows(socket.getInetAddress())) {
      throw new Forbidden("the socket reached an address that was not checked");
    }
  }
}
