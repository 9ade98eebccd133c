package dev.afterglow.http.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Names the client whose share an address belongs to. */
public final class ClientNetwork {
  /** One subscriber's share of IPv6 space (RFC 6177): its addresses count as one client. */
  private static final int IPV6_CLIENT_BYTES = 8;

  private ClientNetwork() {}

  /** The address itself, or the network that one subscriber gets of IPv6. */
  public static String of(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_CLIENT_BYTES)) + "/64"
        : address.getHostAddress();
  }
}
