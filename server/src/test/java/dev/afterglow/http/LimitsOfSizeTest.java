package dev.afterglow.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are too big or odd in themselves. */
final class LimitsOfSizeTest {
  private final TestServer server =
      TestServer.open(
          new Route(Method.POST, "/json", Access.OPEN, e -> Answer.json(Map.of("got", e.json()))),
          new Route(Method.GET, "/json", Access.OPEN, _ -> Answer.json(List.of())),
          new Route(
                  Method.POST,
                  "/large",
                  Access.OPEN,
                  e -> Answer.json(Map.of("bytes", e.body().length, "said", e.bodyBytes())))
              .upTo(8 << 20));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void longTargetIs414() throws Exception {
    String answer = get("/json?q=" + "a".repeat(8_192), "");
    assertRefused(414, answer);
    assertTrue(get("/json?q=" + "a".repeat(8_000), "").startsWith("HTTP/1.1 200 "));
  }

  @Test
  void largeHeadersAre431() throws Exception {
    assertRefused(431, get("/json", "A: " + "b".repeat(17_000) + "\r\n"));
    assertRefused(431, get("/json", ("A: " + "b".repeat(1_000) + "\r\n").repeat(17)));
    assertTrue(get("/json", "A: " + "b".repeat(15_000) + "\r\n").startsWith("HTTP/1.1 200 "));
  }

  @Test
  void manyHeadersAre431() throws Exception {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      many.append("A").append(i).append(": b\r\n");
    }
    assertRefused(431, get("/json", many.toString()));
  }

  @Test
  void bodyIsBoundedByItsRoute() throws Exception {
    String fits = "\"" + "a".repeat((1 << 20) - 2) + "\"";
    assertEquals(200, post("/json", fits).statusCode());
    HttpResponse<String> larger = post("/json", fits + " ");
    assertEquals(413, larger.statusCode());
    assertTrue(larger.body().contains("最大 1 MB"), larger::body);
    HttpResponse<String> large = post("/large", fits.repeat(8));
    assertEquals("{\"bytes\":8388608,\"said\":8388608}", sorted(large.body()));
    assertEquals(413, post("/large", fits.repeat(8) + " ").statusCode());
  }

  @Test
  void bodyOfUnknownLengthIsBoundedTheSame() throws Exception {
    String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
    String answer =
        server.rawToItsEnd(
            "POST /json HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(17)
                + "0\r\n\r\n");
    assertRefused(413, answer);
  }

  @Test
  void bodiesGiveTheirMemoryBack() throws Exception {
    String large = "a".repeat(6 << 20);
    for (long read = 0; read <= 2 * HttpLimits.DEFAULT.bodyMemoryBytes(); read += large.length()) {
      assertEquals(200, post("/large", large).statusCode());
    }
  }

  /** A body within its bound, in chunks that make five bytes out of each. */
  @Test
  void bodyOfMoreFramingThanContentIsCutOff() throws Exception {
    StringBuilder chunks = new StringBuilder("1\r\n\"\r\n");
    chunks.append("1\r\na\r\n".repeat(600_000)).append("1\r\n\"\r\n0\r\n\r\n");
    try (Socket socket = server.connect()) {
      String head = "POST /json HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      assertThrows(
          SocketException.class,
          () -> {
            socket.getOutputStream().write((head + chunks).getBytes(StandardCharsets.US_ASCII));
            assertEquals(-1, socket.getInputStream().read());
            throw new SocketException("closed without an answer");
          });
    }
  }

  @Test
  void tooLargeForAnyRouteIsRefusedBeforeItIsRead() throws Exception {
    String answer =
        server.rawToItsEnd(
            "POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");
    assertRefused(413, answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{\"a\":\"\t\"}",
        "// c\n{}",
        "nul",
        "\uFEFF",
        "\uFEFF\uFEFF{}",
        "{}\uFEFF",
      })
  void looseJsonIs400(String body) throws Exception {
    HttpResponse<String> answer = post("/json", body);
    assertEquals(400, answer.statusCode(), () -> body + answer.body());
    assertTrue(answer.body().contains("invalid_request_error"), answer::body);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\":\"one~two\"}',             'raw line break in it (line 1, column 10)'",
    "'{~\"a\":1,~\"b\":\"~\"}',         'raw line break in it (line 3, column 6)'",
    "'{\"a\":\"\\\"~\"}',              'raw line break in it (line 1, column 9)'",
    "'{\"a~b\":1}',                    'raw line break in it (line 1, column 4)'",
    "'{\"a\":\"b^\"}',                 'raw tab or another control character in it (line 1, column 8)'",
    "'{\"a\":\"b~',                   'raw line break in it (line 1, column 8)'",
    "'{\"a\":~tru~}',                  'not valid JSON (line 2'",
    "'{\"a\":\"b\"~\"c\":1}',          'not valid JSON (line 2'",
  })
  void rawControlCharactersAreToldAsThat(String body, String told) throws Exception {
    String json = body.replace('~', '\n').replace('^', '\t');
    HttpResponse<String> answer = post("/json?language=en", json);
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains(told), () -> json + answer.body());
    assertTrue(post("/json", json).body().matches("(?s).*\\p{IsHan}.*"));
  }

  @Test
  void byteOrderMarkIsPassedOver() throws Exception {
    HttpResponse<String> answer = post("/json", "\uFEFF{\"a\":1}");
    assertEquals("{\"got\":{\"a\":1}}", answer.body());
  }

  @Test
  void deepJsonIs400() throws Exception {
    assertEquals(200, post("/json", "[".repeat(64) + "]".repeat(64)).statusCode());
    assertEquals(400, post("/json", "[".repeat(65) + "]".repeat(65)).statusCode());
    assertEquals(400, post("/json", "[".repeat(500_000)).statusCode());
    assertEquals(400, post("/json", "9".repeat(101)).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "UTF-32", "GBK", "ISO-8859-1"})
  void otherEncodingsAre400(String charset) throws Exception {
    byte[] body = "{\"a\":\"瀑布é\"}".getBytes(Charset.forName(charset));
    HttpResponse<String> answer =
        server.send("/json", r -> r.POST(BodyPublishers.ofByteArray(body)));
    // ISO-8859-1 writes question marks for what it lacks, and é as a byte that UTF-8 never ends
    // with
    assertEquals(400, answer.statusCode(), () -> charset + answer.body());
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,                    200",
    "application/json; charset=utf-8,     200",
    "application/json;charset=UTF-8,      200",
    "application/json;,                   200",
    "application/json; ; ,                200",
    "application/json; odata=verbose,     200",
    "'application/json; charset=\"utf-8\"',  200",
    "application/json charset=utf-8,      415",
    "application/json; a=b; charset=gbk,  415",
    "Application/JSON,                    200",
    "application/vnd.api+json,            200",
    "text/json,                           200",
    "text/plain,                          415",
    "text/plain;charset=UTF-8,            415",
    "application/x-www-form-urlencoded,   415",
    "multipart/form-data; boundary=x,     415",
    "application/json; charset=gbk,       415",
    "application/jsonp,                   415",
    "application/octet-stream,            415",
  })
  void contentTypeDecidesWhoIsRead(String type, int status) throws Exception {
    HttpResponse<String> answer =
        server.send(
            "/json", r -> r.header("Content-Type", type).POST(BodyPublishers.ofString("{}")));
    assertEquals(status, answer.statusCode(), answer::body);
  }

  @Test
  void absentAndEmptyContentTypesAreTakenForJson() throws Exception {
    for (String header : List.of("", "Content-Type:\r\n", "Content-Type: \r\n")) {
      String answer =
          server.raw(
              "POST /json HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n"
                  + header
                  + "\r\n{}");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), header + answer);
    }
  }

  @Test
  void refusedBodyDoesNotCutTheConversationShort() throws Exception {
    byte[] huge = new byte[20 << 20];
    HttpResponse<String> answer =
        server.send("/json", r -> r.POST(BodyPublishers.ofByteArray(huge)));
    assertEquals(413, answer.statusCode());
    assertEquals(200, post("/json", "{}").statusCode());
  }

  /** Python's, PHP's and Ruby's clients read nothing before everything is sent. */
  @ParameterizedTest
  @CsvSource({"20, true, 413", "60, true, 413", "20, false, 413", "20, true, 415"})
  void clientThatSendsEverythingBeforeItReadsGetsItsAnswer(
      int mebibytes, boolean announced, int status) throws Exception {
    byte[] block = new byte[1 << 20];
    try (Socket socket = server.connect()) {
      OutputStream out = socket.getOutputStream();
      String framing =
          announced ? "Content-Length: " + mebibytes * block.length : "Transfer-Encoding: chunked";
      String coding = status == 415 ? "Content-Encoding: gzip\r\n" : "";
      String head = "POST /json HTTP/1.1\r\nHost: x\r\n" + coding + framing + "\r\n\r\n";
      out.write(head.getBytes(ISO_8859_1));
      for (int i = 0; i < mebibytes; i++) {
        if (!announced) {
          out.write("100000\r\n".getBytes(ISO_8859_1));
        }
        out.write(block);
        if (!announced) {
          out.write("\r\n".getBytes(ISO_8859_1));
        }
      }
      socket.shutdownOutput();
      byte[] answer = socket.getInputStream().readAllBytes();
      assertRefused(status, new String(answer, StandardCharsets.UTF_8));
    }
  }

  private HttpResponse<String> post(String target, String body) throws Exception {
    return server.send(target, r -> r.POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
  }

  private String get(String target, String headers) throws Exception {
    return server.rawToItsEnd(
        "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n");
  }

  private static String sorted(String json) {
    return json.startsWith("{\"said\"") ? json.replaceAll("\\{(.*),(.*)}", "{$2,$1}") : json;
  }

  private static void assertRefused(int status, String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("{\"error\":{\"code\":" + status + ","), answer);
    assertTrue(answer.contains("X-Request-Id: req_"), answer);
  }
}
