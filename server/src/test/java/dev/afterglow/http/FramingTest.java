package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requests that two readers could cut at different places, over a bare socket, each with a second
 * request behind it that must never be served.
 */
final class FramingTest {
  private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d{3}) ");

  private final AtomicInteger smuggled = new AtomicInteger();
  private final TestServer server =
      TestServer.open(
          new Route(
              Method.POST,
              "/echo",
              Access.OPEN,
              exchange -> Answer.json(Map.of("bytes", exchange.body().length))),
          new Route(Method.GET, "/echo", Access.OPEN, _ -> Answer.json(Map.of("bytes", 0))),
          new Route(
              Method.GET,
              "/smuggled",
              Access.OPEN,
              _ -> Answer.json(Map.of("count", smuggled.incrementAndGet()))));

  @AfterEach
  void close() {
    server.close();
  }

  /**
   * In these texts {@code ~} is CR LF, {@code ^} a lone LF, {@code _} a space, {@code 0x00} NUL.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "length and chunked        | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:4~Transfer-Encoding:chunked~~0~~",
        "chunked and length        | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~Content-Length:4~~0~~",
        "two lengths               | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:4~Content-Length:5~~abcd",
        "two equal lengths         | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:4~Content-Length:4~~abcd",
        "list of lengths           | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:4,4~~abcd",
        "signed length             | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:+5~~abcde",
        "negative length           | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:-1~~",
        "hexadecimal length        | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:0x4~~abcd",
        "huge length               | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:99999999999999999999~~",
        "empty length              | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length:~~",
        "other coding              | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:gzip~~0~~",
        "coding before chunked     | 501 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:gzip,_chunked~~0~~",
        "near chunked              | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:xchunked~~0~~",
        "chunked twice             | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked,chunked~~0~~",
        "chunk with sign           | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~+1~a~0~~",
        "chunk with extension      | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~1;a=b~a~0~~",
        "chunk extension with LF   | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~1;a^x~a~0~~",
        "chunk with bare LF        | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~1^a~0~~",
        "chunk of wrong size       | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~1~abc~0~~",
        "huge chunk                | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~ffffffffffffffff~a~0~~",
        "trailer without a name    | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~0~:_y~~",
        "trailer without a colon   | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~0~Host~~",
        "trailer with a bare LF    | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~0~A:_b^~~",
        "trailer with NUL          | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~0~A:_0x00~~",
        "folded trailer            | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~0~A:_b~_c~~",
        "last chunk of two kinds   | 400 | POST_/echo_HTTP/1.1~Host:x~Transfer-Encoding:chunked~~0;a~~",
        "folded header             | 400 | POST_/echo_HTTP/1.1~Host:x~A:b~_c:d~Content-Length:1~~a",
        "space before colon        | 400 | POST_/echo_HTTP/1.1~Host:x~Content-Length_:1~~a",
        "leading space             | 400 | POST_/echo_HTTP/1.1~_Host:x~Content-Length:1~~a",
        "bare LF                   | 400 | GET_/echo_HTTP/1.1^Host:x^^",
        "bare LF in headers        | 400 | GET_/echo_HTTP/1.1~Host:x^A:b~~",
        "NUL in a value            | 400 | GET_/echo_HTTP/1.1~Host:x~A:b0x00c~~",
        "NUL in a name             | 400 | GET_/echo_HTTP/1.1~Host:x~A0x00:b~~",
        "no colon                  | 400 | GET_/echo_HTTP/1.1~Host:x~Abc~~",
        "empty name                | 400 | GET_/echo_HTTP/1.1~Host:x~:b~~",
        "no host                   | 400 | GET_/echo_HTTP/1.1~A:b~~",
        "empty host                | 400 | GET_/echo_HTTP/1.1~Host:~~",
        "two hosts                 | 400 | GET_/echo_HTTP/1.1~Host:x~Host:y~~",
        "host with a path          | 400 | GET_/echo_HTTP/1.1~Host:x/admin?~~",
        "host with userinfo        | 400 | GET_/echo_HTTP/1.1~Host:a@b~~",
        "host with a wrong port    | 400 | GET_/echo_HTTP/1.1~Host:x:8a~~",
        "host with a long port     | 400 | GET_/echo_HTTP/1.1~Host:x:123456~~",
        "host in half brackets     | 400 | GET_/echo_HTTP/1.1~Host:[::1~~",
        "absolute without a host   | 400 | GET_http://x/echo_HTTP/1.1~A:b~~",
        "absolute with userinfo    | 400 | GET_http://a@b/echo_HTTP/1.1~Host:b~~",
        "absolute of nothing       | 400 | GET_http:///echo_HTTP/1.1~Host:x~~",
        "HTTP/1.0 with chunks      | 400 | POST_/echo_HTTP/1.0~Host:x~Transfer-Encoding:chunked~~0~~",
        "HTTP/1.0 with both        | 400 | POST_/echo_HTTP/1.0~Host:x~Content-Length:1~Transfer-Encoding:chunked~~0~~",
        "HTTP/1.0 with two hosts   | 400 | GET_/echo_HTTP/1.0~Host:x~Host:y~~",
        "HTTP/2.0                  | 505 | GET_/echo_HTTP/2.0~Host:x~~",
        "HTTP/2's preface          | 505 | PRI_*_HTTP/2.0~~SM~~",
        "HTTP/0.9                  | 400 | GET_/echo~~",
        "version in lower case     | 400 | GET_/echo_http/1.1~Host:x~~",
        "version with two digits   | 400 | GET_/echo_HTTP/1.10~Host:x~~",
        "method with braces        | 400 | G{}T_/echo_HTTP/1.1~Host:x~~",
        "method with a slash       | 400 | GE/T_/echo_HTTP/1.1~Host:x~~",
        "no method                 | 400 | _/echo_HTTP/1.1~Host:x~~",
        "many empty lines          | 400 | ~~~~~~GET_/echo_HTTP/1.1~Host:x~~",
        "empty line of LF          | 400 | ^GET_/echo_HTTP/1.1~Host:x~~",
        "no version                | 400 | GET_/echo~Host:x~~",
        "two spaces                | 400 | GET__/echo_HTTP/1.1~Host:x~~",
        "compressed body           | 415 | POST_/echo_HTTP/1.1~Host:x~Content-Encoding:gzip~Content-Length:1~~a",
      })
  void isRefusedAndEndsTheConnection(String what, int status, String request) throws Exception {
    String bytes = decode(request) + "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    String answer = server.rawToItsEnd(bytes);
    assertEquals(0, smuggled.get(), () -> what + " let a second request through: " + answer);
    assertEquals(1, STATUS.matcher(answer).results().count(), answer);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("{\"error\":{\"code\":" + status + ","), answer);
    assertTrue(answer.contains("\r\nX-Request-Id: req_"), answer);
    assertTrue(answer.toLowerCase(Locale.ROOT).contains("connection: close"), answer);
    assertFalse(answer.contains("helidon"), answer);
  }

  @Test
  void compressedBodyIsToldToComeAsItIs() throws Exception {
    String answer =
        server.rawToItsEnd(
            "POST /echo HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nContent-Encoding: gzip\r\n"
                + "Content-Length: 1\r\n\r\na");
    assertTrue(answer.contains("Content-Encoding is gzip; send the body as it is"), answer);
    assertTrue(answer.contains("\r\nAccept-Encoding: identity\r\n"), answer);
  }

  @Test
  void wellFramedRequestsShareAConnection() throws Exception {
    String chunked =
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
    String last = "GET /smuggled HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    String answer = server.raw(chunked + last + last);
    assertTrue(answer.contains("{\"bytes\":4}"), answer);
    assertEquals(1, smuggled.get(), "what follows Connection: close is not served");
  }

  private static String decode(String text) {
    return text.replace("~", "\r\n").replace('^', '\n').replace('_', ' ').replace("0x00", "\0");
  }
}
