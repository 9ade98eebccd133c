package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects are followed, at most three, and each is checked like the first address. */
class RedirectTest {
  private static final Bounds BOUNDS =
      new Bounds(1000, Duration.ofMinutes(1), Duration.ofMinutes(1), 3);

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectToAPublicTargetIsFollowed(int status) throws IOException {
    try (Hops hops = new Hops(status, List.of("http://other.shop.org/b"))) {
      assertInstanceOf(Fetched.Body.class, hops.get("http://img.shop.org/a"));
      assertEquals("Host: other.shop.org", hops.server.heads.getLast().get(1));
      assertEquals(5, hops.server.heads.getLast().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/b", "b", "?x=1", "//img.shop.org/b", "../b"})
  void relativeRedirectIsFollowed(String location) throws IOException {
    try (Hops hops = new Hops(302, List.of(location))) {
      assertInstanceOf(Fetched.Body.class, hops.get("http://img.shop.org/x/a"));
      assertEquals("Host: img.shop.org", hops.server.heads.getLast().get(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.5/",
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://inside.shop.org/",
        "http://[::1]/",
        "http://0177.0.0.1/",
        "//127.0.0.1/",
        "http://localhost/",
        "http://img.shop.org:8080/",
        "http://user@img.shop.org/",
        "file:///etc/passwd",
        "gopher://img.shop.org/",
        "/\\127.0.0.1/",
        "\\\\127.0.0.1/",
        " //127.0.0.1/ ",
        "http://127.0.0.1|.shop.org/",
        "http://127.0.0.1[.shop.org/",
        "http:img.shop.org/",
        "http://img.shop.org\\@127.0.0.1/"
      })
  void redirectIntoTheInsideIsNotConnected(String location) throws IOException {
    try (Hops hops = new Hops(302, List.of(location, location))) {
      assertInstanceOf(Fetched.Unreachable.class, hops.get("http://img.shop.org/a"));
      long inside =
          hops.sockets.connects.stream().filter(to -> !to.getAddress().equals(Hops.PUBLIC)).count();
      assertEquals(0, inside);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "/a b.png ! /a%20b.png",
        "/[1]|`x`.png?q={a} ! /%5B1%5D%7C%60x%60.png?q=%7Ba%7D",
        "\"c\".png ! /x/%22c%22.png",
        "?v=2 ! /x/a?v=2",
        "#top ! /x/a?old=1",
        "../../b ! /b",
        "./%2e%2E/b/. ! /b/",
        "100%.png ! /x/100%25.png",
        "//img.shop.org ! /",
        "/图.png ! /%E5%9B%BE.png"
      })
  void redirectIsReadAsBrowsersReadIt(String location, String resource) throws IOException {
    byte[] utf8 = location.getBytes(StandardCharsets.UTF_8);
    String onTheWire = new String(utf8, StandardCharsets.ISO_8859_1);
    try (Hops hops = new Hops(302, List.of(onTheWire))) {
      assertInstanceOf(Fetched.Body.class, hops.get("http://img.shop.org/x/a?old=1"));
      assertEquals("GET " + resource + " HTTP/1.1", hops.server.heads.getLast().getFirst());
    }
  }

  @Test
  void thirdRedirectIsFollowedAndTheFourthIsNot() throws IOException {
    try (Hops three = new Hops(302, List.of("/1", "/2", "/3"));
        Hops four = new Hops(302, List.of("/1", "/2", "/3", "/4"))) {
      assertInstanceOf(Fetched.Body.class, three.get("http://img.shop.org/"));
      assertInstanceOf(Fetched.Unreachable.class, four.get("http://img.shop.org/"));
      assertEquals(4, four.sockets.connects.size());
    }
  }

  @Test
  void lineBreakInALocationReachesNoHeader() throws IOException {
    try (Hops hops = new Hops(302, List.of("http://img.shop.org/\r\nSet-Cookie: a=b", "/c"))) {
      hops.get("http://img.shop.org/a");
      hops.server.heads.forEach(head -> assertEquals(5, head.size()));
    }
  }

  @Test
  void redirectFromHttpsToHttpIsRefused() throws Forbidden {
    Target secure = Target.parse("https://img.shop.org/", OutboundPolicy.publicOnly());
    assertEquals(
        "a redirect from https to http",
        assertThrows(
                Forbidden.class,
                () -> secure.redirected("http://img.shop.org/", OutboundPolicy.publicOnly()))
            .getMessage());
  }

  /** A stage on which each request is sent on to the next location, and then gets a body. */
  private static final class Hops implements AutoCloseable {
    static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");

    final ScriptedServer server;
    final RecordingSockets sockets;
    private final GuardedClient client;
    private int hop;

    Hops(int status, List<String> locations) throws IOException {
      server =
          new ScriptedServer((head, out) -> {
            String answer =
                hop < locations.size()
                    ? status + " Moved\r\nLocation: " + locations.get(hop)
                    : "200 OK";
            hop++;
            String text = "HTTP/1.1 " + answer + "\r\nContent-Length: 2\r\n\r\nok";
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
          });
      sockets = new RecordingSockets(server.port());
      client =
          new GuardedClient(
              OutboundPolicy.publicOnly(),
              (name, patience) ->
                  List.of(name.startsWith("inside") ? InetAddress.ofLiteral("10.0.0.5") : PUBLIC),
              sockets,
              (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Fetched get(String url) {
      return client.get(url, BOUNDS);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
