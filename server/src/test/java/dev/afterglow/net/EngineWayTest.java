package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to an engine: private authorities and proxies. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EngineWayTest {
  private static final InetAddress PUBLIC = InetAddress.ofLiteral("93.184.215.14");
  private static final Reply ACCEPTED = Reply.json(200, "{}");

  @TempDir static Path folder;
  private static Certificates certificates = new Certificates(Path.of(""), Path.of(""));

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    certificates = Certificates.make(folder, "ip:127.0.0.1");
  }

  @Test
  void privateAuthorityIsTrustedWhereItIsConfigured() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(certificates.server())) {
      upstream.on("POST /videos", ACCEPTED);
      assertInstanceOf(
          Sent.NotSent.class, send(upstream.url(), Optional.empty(), Authorities.platform()));
      assertEquals(List.of(), upstream.requests());
      assertInstanceOf(
          Sent.Answered.class,
          send(upstream.url(), Optional.empty(), Authorities.with(certificates.pem())));
    }
  }

  @Test
  void certificateOfAnotherNameIsNotTrusted() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(certificates.server())) {
      URI other = URI.create("https://gpu.lan:" + upstream.port());
      assertInstanceOf(
          Sent.NotSent.class, send(other, Optional.empty(), Authorities.with(certificates.pem())));
    }
  }

  @Test
  void fileWithoutCertificatesIsRefused() throws IOException {
    Path junk = Files.writeString(folder.resolve("junk.pem"), "no certificate");
    assertThrows(IOException.class, () -> Authorities.with(junk));
    assertThrows(IOException.class, () -> Authorities.with(folder.resolve("missing.pem")));
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    assertThrows(IOException.class, () -> Authorities.with(empty));
  }

  @Test
  void plainRequestsGoThroughTheProxyWithTheirWholeUrl() throws IOException {
    try (ScriptedUpstream proxy = ScriptedUpstream.start()) {
      proxy.on("POST http://gpu.lan:8091/v1/videos", ACCEPTED);
      Sent sent =
          send(
              URI.create("http://gpu.lan:8091/v1"),
              Optional.of(HttpProxy.parse("http://us%40er:p%3Aw@127.0.0.1:" + proxy.port())),
              Authorities.platform());
      assertInstanceOf(Sent.Answered.class, sent);
      ScriptedUpstream.Request request = proxy.requests().getFirst();
      assertEquals("gpu.lan:8091", request.header("Host"));
      assertEquals("Basic dXNAZXI6cDp3", request.header("Proxy-Authorization"));
    }
  }

  @Test
  void proxyThatWantsOtherCredentialsHasSentNothing() throws IOException {
    try (ScriptedUpstream proxy = ScriptedUpstream.start()) {
      proxy.on("POST http://gpu.lan/videos", Reply.status(407));
      assertInstanceOf(
          Sent.NotSent.class,
          send(URI.create("http://gpu.lan"), proxyAt(proxy.port()), Authorities.platform()));
    }
  }

  @Test
  void secureRequestsGoThroughATunnelThatSeesNothing() throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.start(certificates.server());
        ScriptedProxy proxy = ScriptedProxy.leadingTo(upstream.port())) {
      upstream.on("POST /videos", ACCEPTED);
      Sent sent = send(upstream.url(), proxyAt(proxy.port()), Authorities.with(certificates.pem()));
      assertInstanceOf(Sent.Answered.class, sent, sent::toString);
      assertEquals("CONNECT 127.0.0.1:" + upstream.port() + " HTTP/1.1", proxy.heads().getFirst());
      assertEquals("", upstream.requests().getFirst().header("Proxy-Authorization"));
    }
  }

  @Test
  void proxyThatRefusesTheWayHasSentNothing() throws Exception {
    for (String answer :
        List.of(
            "HTTP/1.1 407 No\r\n\r\n", "HTTP/1.1 502 Bad\r\n\r\n", "SSH-2.0\r\n\r\n", "HTTP", "")) {
      try (ScriptedServer proxy = ScriptedServer.saying(answer, new byte[0])) {
        assertInstanceOf(
            Sent.NotSent.class,
            send(URI.create("https://127.0.0.1:1"), proxyAt(proxy.port()), Authorities.platform()));
      }
    }
  }

  @Test
  void proxyThatNeverAnswersHasSentNothing() throws Exception {
    try (ScriptedUpstream proxy = ScriptedUpstream.start()) {
      proxy.on("CONNECT 127.0.0.1:1", Reply.never());
      Sent sent =
          send(
              URI.create("https://127.0.0.1:1"),
              proxyAt(proxy.port()),
              Authorities.platform(),
              Duration.ofMillis(300));
      assertInstanceOf(Sent.NotSent.class, sent);
    }
  }

  @Test
  void filmsGoThroughTheProxyToAPinnedAddress() throws Exception {
    try (ScriptedUpstream cdn = ScriptedUpstream.start();
        ScriptedProxy proxy = ScriptedProxy.leadingTo(cdn.port())) {
      cdn.on("GET /film.mp4", Reply.bytes(200, new byte[9]));
      Upstream upstream =
          new Upstream(
              URI.create("https://engine.example.org"),
              Credentials.bearer("key-of-ours"),
              proxyAt(proxy.port()),
              Authorities.platform());
      try (EngineClient client =
          new EngineClient(
              upstream,
              (name, patience) -> List.of(name.startsWith("cdn") ? PUBLIC : loopback()),
              OutboundPolicy.publicOnly(),
              "1")) {
        assertEquals(
            new Downloaded.Saved(9),
            client.download(
                UpstreamAddress.given("http://cdn.example.org/film.mp4"),
                folder.resolve("film.mp4"),
                DownloadBounds.standard()));
        assertInstanceOf(
            Downloaded.Forbidden.class,
            client.download(
                UpstreamAddress.given("http://inside.example.org/film.mp4"),
                folder.resolve("other.mp4"),
                DownloadBounds.standard()));
      }
      assertEquals(List.of("CONNECT 93.184.215.14:80 HTTP/1.1"), proxy.heads());
      assertEquals("", cdn.requests().getFirst().header("Authorization"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy:3128",
        "https://proxy:3128",
        "http://proxy",
        "http://proxy:3128/x",
        "http://proxy:0",
        "http://proxy:3128?x",
        "socks5://proxy:1080",
        "http://:3128",
        "http://a b:1"
      })
  void otherAddressesAreNoProxies(String url) {
    assertThrows(IllegalArgumentException.class, () -> HttpProxy.parse(url));
  }

  @Test
  void passwordsOfProxiesAreNotPrinted() {
    HttpProxy proxy = HttpProxy.parse("http://user:hunter22@proxy:3128");
    assertEquals("http://proxy:3128", proxy.toString());
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> HttpProxy.parse("http://user:hunter22@p:1/x"));
    assertFalse(String.valueOf(refused.getMessage()).contains("hunter22"));
    Upstream upstream =
        new Upstream(
            URI.create("http://gpu.lan"),
            Credentials.bearer("hunter33"),
            Optional.of(proxy),
            Authorities.platform());
    assertFalse(upstream.toString().contains("hunter"), upstream::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://gpu",
        "http://user:pw@gpu",
        "http://gpu?x",
        "http://gpu#x",
        "gpu:80",
        "http:///v1"
      })
  void otherAddressesAreNoEngines(String url) {
    assertThrows(
        IllegalArgumentException.class, () -> Upstream.at(URI.create(url), Credentials.none()));
  }

  @Test
  void addressesOfTheInsideAreTheOperatorsWord() {
    for (String url :
        List.of(
            "http://gpu", "http://localhost:1", "http://10.0.0.1", "http://[fd00::1]:8091/v1")) {
      assertTrue(Upstream.at(URI.create(url), Credentials.none()).proxy().isEmpty());
    }
  }

  private static Optional<HttpProxy> proxyAt(int port) {
    return Optional.of(HttpProxy.parse("http://127.0.0.1:" + port));
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static Sent send(URI base, Optional<HttpProxy> proxy, Authorities authorities) {
    return send(base, proxy, authorities, Duration.ofMinutes(1));
  }

  private static Sent send(
      URI base, Optional<HttpProxy> proxy, Authorities authorities, Duration deadline) {
    try (EngineClient client =
        new EngineClient(
            new Upstream(base, Credentials.none(), proxy, authorities),
            (name, patience) -> List.of(loopback()),
            OutboundPolicy.publicOnly(),
            "1")) {
      return client.send(
          EngineRequest.post(UpstreamAddress.path("/videos"), RequestBody.none()).within(deadline));
    }
  }
}
