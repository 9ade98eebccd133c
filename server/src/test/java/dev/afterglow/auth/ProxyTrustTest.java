package dev.afterglow.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.afterglow.ip.Cidr;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProxyTrustTest {
  private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.5");
  private static final InetAddress STRANGER = InetAddress.ofLiteral("198.51.100.4");

  private final ProxyTrust trust = new ProxyTrust(List.of(Cidr.parse("10.0.0.0/8")));

  @Test
  void aStrangersHeaderIsIgnored() {
    assertEquals(STRANGER, trust.client(STRANGER, List.of("203.0.113.1")));
    assertEquals(PROXY, ProxyTrust.NONE.client(PROXY, List.of("203.0.113.1")));
  }

  @Test
  void aProxySpeaksForItsClient() {
    assertEquals(STRANGER, trust.client(PROXY, List.of("198.51.100.4")));
    assertEquals(STRANGER, trust.client(PROXY, List.of("198.51.100.4, 10.0.0.7")));
  }

  @Test
  void whatTheClientPutBeforeTheProxysEntryIsIgnored() {
    assertEquals(STRANGER, trust.client(PROXY, List.of("127.0.0.1, 10.9.9.9, 198.51.100.4")));
    assertEquals(STRANGER, trust.client(PROXY, List.of("203.0.113.1", "198.51.100.4")));
  }

  @Test
  void anEntryThatIsNoAddressEndsTheReading() {
    InetAddress inner = InetAddress.ofLiteral("10.0.0.7");
    assertEquals(inner, trust.client(PROXY, List.of("198.51.100.4, unknown, 10.0.0.7")));
    assertEquals(PROXY, trust.client(PROXY, List.of("198.51.100.4,")));
    assertEquals(PROXY, trust.client(PROXY, List.of("")));
    assertEquals(PROXY, trust.client(PROXY, List.of()));
  }
}
