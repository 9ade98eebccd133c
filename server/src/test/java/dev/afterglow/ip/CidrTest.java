package dev.afterglow.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.8, false",
    "0.0.0.0/0, 198.51.100.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::/0, 10.1.2.3, false",
  })
  void addressesBelongByTheirLeadingBits(String network, String address, boolean inside) {
    assertEquals(inside, Cidr.parse(network).contains(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "10.0.0.1/8",
        "10/8",
        "010.0.0.0/8",
        "0x0a.0.0.0/8",
        "167772160",
        "localhost",
        "example.org/8",
        "fe80::1%eth0",
        "2001:db8::/129",
        "2001:db8::1/64",
        "1.2.3.256",
        "1.2.3.4.5",
        "10.0.0.0 /8",
        "::1::",
      })
  void anythingElseIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
  }

  @Test
  void textAndValueAreInterchangeable() {
    assertEquals("10.0.0.0/8", Cidr.parse("10.0.0.0/8").toString());
    assertEquals("203.0.113.7/32", Cidr.parse("203.0.113.7").toString());
    Cidr six = Cidr.parse("2001:db8::/32");
    assertEquals(six, Cidr.parse(six.toString()));
  }

  @Test
  void aNetworkIsFoundAroundAnAddress() {
    Cidr network = Cidr.around(InetAddress.ofLiteral("2001:db8:1:2:3:4:5:6"), 64);
    assertTrue(network.contains(InetAddress.ofLiteral("2001:db8:1:2::1")));
    assertFalse(network.contains(InetAddress.ofLiteral("2001:db8:1:3::1")));
  }
}
