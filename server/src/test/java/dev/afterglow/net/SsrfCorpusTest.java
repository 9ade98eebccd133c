package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every known way to lead a fetcher inside is refused before anything is connected. */
class SsrfCorpusTest {
  private static final Bounds BOUNDS =
      new Bounds(1000, Duration.ofSeconds(5), Duration.ofSeconds(1), 3);

  /** One line of the corpus. */
  record Row(String url, List<InetAddress> addresses, String source) {
    static Row of(String line) {
      String[] columns = line.split("\t", -1);
      List<InetAddress> addresses =
          Stream.of(columns[1].split(","))
              .filter(text -> !text.isEmpty())
              .map(InetAddress::ofLiteral)
              .toList();
      return new Row(columns[0], addresses, columns[2]);
    }
  }

  static List<Row> rows() throws IOException {
    try (InputStream corpus = SsrfCorpusTest.class.getResourceAsStream("ssrf-urls.tsv")) {
      assertTrue(corpus != null);
      String text = new String(corpus.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).map(Row::of).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void forbiddenUrlIsRefusedWithoutAConnection(Row row) {
    RecordingSockets sockets = new RecordingSockets();

    Fetched fetched = client(row.addresses, sockets).get(row.url, BOUNDS);

    String cause = assertInstanceOf(Fetched.Unreachable.class, fetched).cause();
    assertTrue(cause.startsWith("forbidden: "), cause);
    assertFalse(cause.contains("0 addresses"), "refused only because this test knows no address");
    assertEquals(List.of(), sockets.connects);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://images.example.org/\ta",
        "http://images.example.org/\r\nHost: x",
        "http://a\0b.org/",
        "http://images.example.org\n/",
        "\u0000http://images.example.org/"
      })
  void controlCharactersAreRefusedWithoutAConnection(String url) {
    RecordingSockets sockets = new RecordingSockets();

    client(List.of(InetAddress.ofLiteral("93.184.215.14")), sockets).get(url, BOUNDS);

    assertEquals(List.of(), sockets.connects);
  }

  @Test
  void corpusHasASourceForEachOfItsManyRows() throws IOException {
    assertTrue(rows().size() >= 120);
    assertEquals(rows().size(), rows().stream().map(Row::url).distinct().count());
    assertTrue(rows().stream().noneMatch(row -> row.source.isBlank()));
  }

  /** The counter-proof: the sockets of this test do see what is allowed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://images.shop.org/",
        "https://images.shop.org:443/a?b=c",
        "HTTP://IMAGES.shop.org:80/",
        "http://8.8.8.8/",
        "http://[2606:4700::1111]/a.png",
        "http://xn--r8jz45g.jp/图.png"
      })
  void publicUrlIsConnected(String url) {
    RecordingSockets sockets = new RecordingSockets();

    client(List.of(InetAddress.ofLiteral("93.184.215.14")), sockets).get(url, BOUNDS);

    assertEquals(1, sockets.connects.size());
  }

  private static GuardedClient client(List<InetAddress> addresses, RecordingSockets sockets) {
    return new GuardedClient(
        OutboundPolicy.publicOnly(),
        (name, patience) -> addresses,
        sockets,
        (SSLSocketFactory) SSLSocketFactory.getDefault());
  }
}
