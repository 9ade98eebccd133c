package dev.afterglow.auth;

import dev.afterglow.ip.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which peers may say for whom they speak. Anybody can send {@code X-Forwarded-For}; it counts only
 * as far as configured proxies wrote it.
 *
 * @param proxies networks of the reverse proxies in front of this server; empty trusts nobody
 */
public record ProxyTrust(List<Cidr> proxies) {
  /** Nobody is trusted: a request comes from its peer. */
  public static final ProxyTrust NONE = new ProxyTrust(List.of());

  public ProxyTrust {
    proxies = List.copyOf(proxies);
  }

  /**
   * The address of the client: read from the right, the first hop that is not one of the proxies.
   * Left of it stands what that hop claims. An entry that is no address ends the reading at the
   * proxy that wrote it.
   *
   * @param forwardedFor the header's lines in their order, each a comma-separated list
   */
  public InetAddress client(InetAddress peer, List<String> forwardedFor) {
    InetAddress client = peer;
    List<String> hops = hops(forwardedFor);
    for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
      Optional<InetAddress> hop = Cidr.address(hops.get(i));
      if (hop.isEmpty()) {
        return client;
      }
      client = hop.get();
    }
    return client;
  }

  /** Whether an address is one of the proxies. */
  public boolean trusts(InetAddress address) {
    return proxies.stream().anyMatch(proxy -> proxy.contains(address));
  }

  private static List<String> hops(List<String> forwardedFor) {
    return forwardedFor.stream()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .map(String::strip)
        .toList();
  }
}
