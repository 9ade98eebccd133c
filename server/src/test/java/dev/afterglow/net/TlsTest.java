package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate must be the named host's, although the socket goes to a pinned address. */
class TlsTest {
  private static final String PASSWORD = "changeit";
  private static final Bounds BOUNDS =
      new Bounds(1000, Duration.ofMinutes(1), Duration.ofMinutes(1), 0);

  @TempDir static Path folder;
  private static Path valid = Path.of("");
  private static Path expired = Path.of("");

  @BeforeAll
  static void makeCertificates() throws IOException, InterruptedException {
    valid = certificate("valid.p12", "-1d");
    expired = certificate("expired.p12", "-400d");
  }

  @Test
  void trustedCertificateOfTheNamedHostIsTaken() throws Exception {
    assertInstanceOf(Fetched.Body.class, get("https://img.shop.org/", valid, trust(valid)));
  }

  @Test
  void certificateOfAnotherNameIsRefused() throws Exception {
    assertRefused(get("https://other.shop.org/", valid, trust(valid)));
    assertRefused(get("https://93.184.215.14/", valid, trust(valid)));
  }

  @Test
  void certificateOfAnUnknownAuthorityIsRefused() throws Exception {
    var platform = (SSLSocketFactory) SSLSocketFactory.getDefault();
    assertRefused(get("https://img.shop.org/", valid, platform));
  }

  @Test
  void expiredCertificateIsRefused() throws Exception {
    assertRefused(get("https://img.shop.org/", expired, trust(expired)));
  }

  @Test
  void serverIsToldTheNameItIsAskedFor() throws Exception {
    try (var server = server(valid)) {
      client(server, trust(valid)).get("https://img.shop.org/", BOUNDS);
      assertEquals(List.of(new SNIHostName("img.shop.org")), server.names);
    }
  }

  private static void assertRefused(Fetched fetched) {
    assertInstanceOf(Fetched.Unreachable.class, fetched);
  }

  private static Fetched get(String url, Path identity, SSLSocketFactory trust) throws Exception {
    try (var server = server(identity)) {
      Fetched fetched = client(server, trust).get(url, BOUNDS);
      boolean asked = !server.heads.isEmpty();
      assertEquals(fetched instanceof Fetched.Body, asked, "no request before trust");
      return fetched;
    }
  }

  private static GuardedClient client(ScriptedServer server, SSLSocketFactory trust) {
    return new GuardedClient(
        OutboundPolicy.publicOnly(),
        (name, patience) -> List.of(InetAddress.ofLiteral("93.184.215.14")),
        new RecordingSockets(server.port()),
        trust);
  }

  private static ScriptedServer server(Path identity) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(identity), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new ScriptedServer(context.getServerSocketFactory(), TlsTest::sayOk);
  }

  private static void sayOk(List<String> head, OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
  }

  private static SSLSocketFactory trust(Path identity)
      throws GeneralSecurityException, IOException {
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    authorities.setCertificateEntry("ours", store(identity).getCertificate("authority"));
    trusted.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static KeyStore store(Path identity) throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(identity.toFile(), PASSWORD.toCharArray());
  }

  /** An authority, and its certificate for img.shop.org that is good for 30 days from the start. */
  private static Path certificate(String name, String start)
      throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    keytool(file, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
    keytool(
        file,
        "-alias",
        "server",
        "-dname",
        "CN=test",
        "-ext",
        "san=dns:img.shop.org",
        "-signer",
        "authority",
        "-startdate",
        start,
        "-validity",
        "30");
    return file;
  }

  private static void keytool(Path file, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }
}
