package dev.afterglow.ip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network in CIDR notation (RFC 4632, RFC 4291): an IPv4 or IPv6 address with all host bits zero
 * and the number of leading bits that name the network.
 *
 * @param prefixBits 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(InetAddress network, int prefixBits) {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

  public Cidr {
    int bits = network.getAddress().length * Byte.SIZE;
    if (prefixBits < 0 || prefixBits > bits) {
      throw new IllegalArgumentException("prefix /" + prefixBits + " is not in 0.." + bits);
    }
    if (!masked(network, prefixBits).equals(network)) {
      throw new IllegalArgumentException(
          network.getHostAddress() + "/" + prefixBits + " has host bits set");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Names are never resolved.
   *
   * @throws IllegalArgumentException for anything else, host bits and octal-looking octets included
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    InetAddress address = address(literal).orElseThrow(() -> unreadable(text));
    if (slash < 0) {
      return single(address);
    }
    String prefix = text.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches()) {
      throw unreadable(text);
    }
    return new Cidr(address, Integer.parseInt(prefix));
  }

  /** The network of exactly one address. */
  public static Cidr single(InetAddress address) {
    return new Cidr(address, address.getAddress().length * Byte.SIZE);
  }

  /** The network of this many leading bits around an address. */
  public static Cidr around(InetAddress address, int prefixBits) {
    return new Cidr(masked(address, prefixBits), prefixBits);
  }

  /**
   * Reads an address written in full: four decimal octets, or IPv6 without a zone. IPv4-mapped IPv6
   * becomes the IPv4 address it stands for. Empty for anything else; nothing is resolved.
   */
  public static Optional<InetAddress> address(String literal) {
    if (!IPV4.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the address lies in this network. IPv4 and IPv6 never match one another. */
  public boolean contains(InetAddress address) {
    return address.getAddress().length == network.getAddress().length
        && masked(address, prefixBits).equals(network);
  }

  /** The canonical text, readable by {@link #parse}. */
  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixBits;
  }

  private static InetAddress masked(InetAddress address, int prefixBits) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(prefixBits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      bytes[i] &= (byte) (0xFF << (Byte.SIZE - kept));
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is not a network such as 10.0.0.0/8 or 2001:db8::/32");
  }
}
