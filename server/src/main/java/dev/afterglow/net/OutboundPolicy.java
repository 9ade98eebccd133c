package dev.afterglow.net;

import dev.afterglow.ip.Cidr;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;

/**
 * Where requests to addresses that a client named may go: the public internet at the usual ports,
 * never to this machine, and what the operator adds.
 *
 * @param networks networks that are allowed although they are not public; empty by default
 * @param ports ports that are allowed besides 80 and 443; empty by default
 */
public record OutboundPolicy(List<Cidr> networks, Set<Integer> ports) {
  private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);

  public OutboundPolicy {
    networks = List.copyOf(networks);
    ports = Set.copyOf(ports);
    for (int port : ports) {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + " is not in 1..65535");
      }
    }
  }

  /** The public internet at ports 80 and 443. */
  public static OutboundPolicy publicOnly() {
    return new OutboundPolicy(List.of(), Set.of());
  }

  /** Every address, for those that the operator wrote down. */
  static OutboundPolicy anywhere() {
    return new OutboundPolicy(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")), Set.of());
  }

  boolean allowsPort(int port) {
    return USUAL_PORTS.contains(port) || ports.contains(port);
  }

  boolean allows(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address))
        || (AddressTable.isPublic(address) && !isOurs(address));
  }

  /**
   * Names of the inside ({@code localhost}, {@code minio}, {@code nas.local}) are looked up only
   * where the operator opened a part of the inside. The addresses still decide.
   */
  boolean allowsInsideNames() {
    return !networks.isEmpty();
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      return true; // cannot be told apart, so refused
    }
  }
}
