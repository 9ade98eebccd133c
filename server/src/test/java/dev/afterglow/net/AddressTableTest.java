package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.ip.Cidr;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTableTest {
  /** First and last address of each closed range, and whether its neighbours are public. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.255.255.255, none, 1.0.0.0",
    "10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
    "100.64.0.0, 100.127.255.255, 100.63.255.255, 100.128.0.0",
    "127.0.0.0, 127.255.255.255, 126.255.255.255, 128.0.0.0",
    "168.63.129.16, 168.63.129.16, 168.63.129.15, 168.63.129.17",
    "169.254.0.0, 169.254.255.255, 169.253.255.255, 169.255.0.0",
    "172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0",
    "192.0.0.0, 192.0.0.255, 191.255.255.255, 192.0.1.0",
    "192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
    "192.31.196.0, 192.31.196.255, 192.31.195.255, 192.31.197.0",
    "192.52.193.0, 192.52.193.255, 192.52.192.255, 192.52.194.0",
    "192.88.99.0, 192.88.99.255, 192.88.98.255, 192.88.100.0",
    "192.168.0.0, 192.168.255.255, 192.167.255.255, 192.169.0.0",
    "192.175.48.0, 192.175.48.255, 192.175.47.255, 192.175.49.0",
    "198.18.0.0, 198.19.255.255, 198.17.255.255, 198.20.0.0",
    "198.51.100.0, 198.51.100.255, 198.51.99.255, 198.51.101.0",
    "203.0.113.0, 203.0.113.255, 203.0.112.255, 203.0.114.0",
    "224.0.0.0, 255.255.255.255, 223.255.255.255, none",
    "::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, none, none",
    "2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2000:ffff::, 2001:200::",
    "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
    "2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:ffff::, 2003::",
    "2620:4f:8000::, 2620:4f:8000:ffff:ffff:ffff:ffff:ffff, 2620:4f:7fff::, 2620:4f:8001::",
    "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3ffe:ffff::, 3fff:1000::",
    "4000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:ffff::, none"
  })
  void closedRangeEndsExactlyThere(String first, String last, String before, String after)
      throws UnknownHostException {
    for (InetAddress closed : List.of(at(first), between(first, last), at(last))) {
      assertFalse(AddressTable.isPublic(closed), closed.toString());
    }
    for (String open : List.of(before, after)) {
      assertTrue(open.equals("none") || AddressTable.isPublic(at(open)), open);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.1.1.1", "8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001::8"})
  void publicAddressIsPublic(String address) {
    assertTrue(AddressTable.isPublic(at(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::8.8.8.8",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::8.8.8.8",
        "2002:808:808::1",
        "::ffff:0:808:808",
        "2001:0:808:808::",
        "fe80::5efe:808:808"
      })
  void addressThatEmbedsAnotherIsRefusedEvenIfThatIsPublic(String address) {
    assertFalse(AddressTable.isPublic(at(address)));
  }

  @Test
  void mappedAddressIsJudgedAsTheAddressItStandsFor() {
    assertFalse(AddressTable.isPublic(at("::ffff:10.0.0.1")));
    assertTrue(AddressTable.isPublic(at("::ffff:8.8.8.8")));
  }

  @Test
  void operatorOpensListedNetworksAndNothingElse() {
    OutboundPolicy policy = new OutboundPolicy(List.of(Cidr.parse("10.1.0.0/16")), Set.of(9000));
    assertTrue(policy.allows(at("10.1.2.3")));
    assertFalse(policy.allows(at("10.2.0.1")));
    assertFalse(policy.allows(at("127.0.0.1")));
    assertTrue(policy.allowsPort(9000));
    assertFalse(policy.allowsPort(9001));
    assertFalse(OutboundPolicy.publicOnly().allowsPort(9000));
  }

  private static InetAddress at(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static InetAddress between(String first, String last) throws UnknownHostException {
    BigInteger middle =
        new BigInteger(1, at(first).getAddress())
            .add(new BigInteger(1, at(last).getAddress()))
            .shiftRight(1);
    byte[] bytes = new byte[at(first).getAddress().length];
    byte[] digits = middle.toByteArray();
    int length = Math.min(digits.length, bytes.length);
    System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
    assertEquals(middle, new BigInteger(1, bytes));
    return InetAddress.getByAddress(bytes);
  }
}
