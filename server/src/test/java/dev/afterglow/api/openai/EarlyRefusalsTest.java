package dev.afterglow.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is refused before a route is reached is told in the dialect of its path. */
final class EarlyRefusalsTest {
  @TempDir static Path folder;
  private static Storefront shop;

  @BeforeAll
  static void open() throws IOException {
    shop = new Storefront(folder, false);
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** {@code ~} ends a line, {@code @} is the path. */
  @ParameterizedTest(name = "{0} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "415 | Content-Encoding is gzip; send the body as it is, without this header | POST @ HTTP/1.1~Host: x~Content-Encoding: gzip~Content-Length: 2~~{}",
        "414 | the request line may have at most 8192 bytes | GET @?q=LONG HTTP/1.1~Host: x~Accept-Language: en~~",
        "431 | the header fields may have at most 16384 bytes and be at most 100 | GET @ HTTP/1.1~Host: x~A: LONGLONG~Accept-Language: en~~",
        "400 | the HTTP request is malformed | GET @ HTTP/1.1~~",
        "400 | the HTTP request is malformed | POST @ HTTP/1.1~Content-Encoding: identity~Content-Length: 2~~{}",
        "400 | the HTTP request is malformed | GET @ HTTP/1.1~Host: x~a b: c~~",
        "501 | Transfer-Encoding is gzip, chunked; send the body in chunks or with its length, without another coding | POST @ HTTP/1.1~Host: x~Transfer-Encoding: gzip, chunked~~0~~",
        "505 | use HTTP/1.1 or HTTP/1.0 | GET @ HTTP/2.0~Host: x~~",
      })
  void areToldInTheDialectOfThePath(int status, String message, String request) throws Exception {
    JsonNode openAi = refused(status, request.replace("@", "/v1/videos"));
    assertEquals(message, openAi.path("message").stringValue());
    assertTrue(openAi.has("param") && openAi.has("code"), openAi::toString);
    assertFalse(openAi.has("request_id"), openAi::toString);
    JsonNode contract =
        refused(status, request.replace("@", "/v1/videos/generations"), "Accept-Language: en~");
    assertEquals(status, contract.path("code").intValue());
    assertTrue(contract.has("request_id"), contract::toString);
    assertTrue(contract.path("message").stringValue().endsWith(message), contract::toString);
  }

  @Test
  void aTransferCodingIsNamedInChinese() throws Exception {
    JsonNode error =
        refused(
            501,
            "POST /v1/videos/generations HTTP/1.1~Host: x~Transfer-Encoding: gzip, chunked~~0~~");
    assertEquals(
        "服务器不支持该请求的传输编码：Transfer-Encoding 为 gzip, chunked，请只使用 chunked，或用 Content-Length"
            + " 给出长度，不要使用其他编码",
        error.path("message").stringValue());
  }

  @Test
  void headersTooLargeHaveOneNumberInTheirStatusLine() throws Exception {
    String answer = raw("GET /v1/videos HTTP/1.1~Host: x~A: LONGLONG~~");
    assertTrue(answer.startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n"), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/videos             | the body may have at most 15 MB, and an image at most 10 MB; send the image smaller, best as a file of a form",
        "/v1/videos/generations | the body may have at most 15 MB, which is an image of about 10 MB as a data URI, the most that an image may have; send it smaller, or upload it (POST /v1/uploads/images) and send its link",
        "/v1/video/generations  | the body may have at most 15 MB, which is an image of about 10 MB as a data URI",
      })
  void aBodyThatIsTooLargeIsToldOfPictures(String path, String told) throws Exception {
    for (long length : new long[] {99_999_999, (15L << 20) + 1}) {
      String head = "POST " + path + " HTTP/1.1~Host: x~Accept-Language: en~Content-Length: ";
      JsonNode error = refused(413, head + length + "~~");
      assertTrue(error.path("message").stringValue().contains(told), error::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain"})
  void aFormOfAnotherKindIsToldOfBothThatAreTaken(String type) throws Exception {
    HttpResponse<String> answer =
        shop.server.send(
            "/v1/videos",
            r -> r.header("Content-Type", type).POST(BodyPublishers.ofString("prompt=rain")));
    assertEquals(415, answer.statusCode());
    assertEquals(
        "Content-Type is " + type + "; send multipart/form-data or application/json (UTF-8)",
        Storefront.json(answer).path("error").path("message").stringValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE", "PUT"})
  void aPathWithoutItsVersionIsNotTakenForAVideo(String method) throws Exception {
    HttpResponse<String> answer =
        shop.server.send(
            "/videos/generations?language=en",
            r -> r.method(method, BodyPublishers.ofString("{}")));
    assertEquals(404, answer.statusCode());
    JsonNode error = Storefront.json(answer).path("error");
    assertEquals(
        "The requested resource does not exist: there is nothing at /videos/generations; did you"
            + " mean /v1/videos/generations?",
        error.path("message").stringValue());
    assertEquals(404, error.path("code").intValue());
  }

  private static JsonNode refused(int status, String request) throws Exception {
    return refused(status, request, "");
  }

  private static JsonNode refused(int status, String request, String fields) throws Exception {
    String whole =
        fields.isEmpty() || request.contains(fields)
            ? request
            : request.replaceFirst("(HTTP/\\d\\.\\d~)", "$1" + fields);
    String answer = raw(whole);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    String body = answer.substring(answer.indexOf("\r\n\r\n"));
    return JsonMapper.shared().readTree(body.strip()).path("error");
  }

  private static String raw(String request) throws Exception {
    return shop.server.rawToItsEnd(
        request
            .replace("LONGLONG", "a".repeat(17_000))
            .replace("LONG", "a".repeat(8_200))
            .replace("~", "\r\n"));
  }
}
