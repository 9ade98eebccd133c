package dev.afterglow.net;

import dev.afterglow.ip.Cidr;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses belong to the public internet. An explicit table after IANA's special-purpose
 * registries (RFC 6890 and its updates), because the predicates of {@link InetAddress} know only a
 * few of the ranges that lead to somebody's inside.
 */
final class AddressTable {
  private static final List<Cidr> NOT_PUBLIC_IPV4 =
      networks(
          "0.0.0.0/8", // this network, RFC 791
          "10.0.0.0/8", // private use, RFC 1918
          "100.64.0.0/10", // carrier-grade NAT, RFC 6598; Alibaba's metadata at 100.100.100.200
          "127.0.0.0/8", // loopback, RFC 1122
          "168.63.129.16/32", // Azure's host agent, a public address that is not
          "169.254.0.0/16", // link local, RFC 3927; metadata of most clouds
          "172.16.0.0/12", // private use, RFC 1918
          "192.0.0.0/24", // protocol assignments, RFC 6890; Oracle's metadata at 192.0.0.192
          "192.0.2.0/24", // documentation, RFC 5737
          "192.31.196.0/24", // AS112, RFC 7535
          "192.52.193.0/24", // multicast tunnels, RFC 7450
          "192.88.99.0/24", // 6to4 relays, RFC 7526
          "192.168.0.0/16", // private use, RFC 1918
          "192.175.48.0/24", // AS112, RFC 7534
          "198.18.0.0/15", // benchmarks, RFC 2544
          "198.51.100.0/24", // documentation, RFC 5737
          "203.0.113.0/24", // documentation, RFC 5737
          "224.0.0.0/4", // multicast, RFC 5771
          "240.0.0.0/4"); // reserved and broadcast, RFC 1112

  /** The only IPv6 space given out so far; everything outside is local, embedded or reserved. */
  private static final Cidr GLOBAL_IPV6 = Cidr.parse("2000::/3");

  private static final List<Cidr> NOT_PUBLIC_IPV6 =
      networks(
          "2001::/23", // protocol assignments, RFC 2928: Teredo, ORCHID, benchmarks
          "2001:db8::/32", // documentation, RFC 3849
          "2002::/16", // 6to4, which embeds any IPv4 address, RFC 3056
          "2620:4f:8000::/48", // AS112, RFC 7534
          "3fff::/20"); // documentation, RFC 9637

  private AddressTable() {}

  static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return none(NOT_PUBLIC_IPV4, address);
    }
    return GLOBAL_IPV6.contains(address) && none(NOT_PUBLIC_IPV6, address);
  }

  private static boolean none(List<Cidr> networks, InetAddress address) {
    return networks.stream().noneMatch(network -> network.contains(address));
  }

  private static List<Cidr> networks(String... texts) {
    return List.of(texts).stream().map(Cidr::parse).toList();
  }
}
