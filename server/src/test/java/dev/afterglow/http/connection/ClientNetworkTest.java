package dev.afterglow.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

final class ClientNetworkTest {
  @Test
  void networkOfASubscriberIsOneClient() {
    InetAddress one = InetAddress.ofLiteral("2001:db8:1:2::1");
    assertEquals("20010db800010002/64", ClientNetwork.of(one));
    assertEquals(
        ClientNetwork.of(one), ClientNetwork.of(InetAddress.ofLiteral("2001:db8:1:2:3::9")));
    assertEquals("192.0.2.7", ClientNetwork.of(InetAddress.ofLiteral("192.0.2.7")));
  }
}
