package dev.afterglow.api.sora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.http.AccessDecision;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Caller;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.HttpLimits;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.http.TestServer;
import dev.afterglow.http.multipart.Part;
import dev.afterglow.images.Uploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UploadRoutesTest {
  private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");
  private static final String PNG = "\u0089PNG\r\n\u001a\n and the rest of an image";

  /** What one owner may keep: one of the largest images and a little more. */
  private static final long MOST_BYTES = Uploads.MOST_BYTES + 100;

  @TempDir Path folder;
  private Instant now = THEN;
  private Uploads uploads;
  private TestServer server;

  @BeforeEach
  void serve() throws IOException {
    uploads = Uploads.open(folder, () -> now, new SecureRandom(), DiskSpace.endless(), MOST_BYTES);
    Caller owner = new Caller("own_1", "key_1", Optional.empty(), Optional.empty());
    server =
        new TestServer(
            HttpLimits.DEFAULT,
            _ -> AccessDecision.of(owner),
            HttpTexts.load(UploadRoutes.MESSAGES),
            UploadRoutes.of(uploads));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void uploadAnswersItsFiveFieldsFlat() throws Exception {
    JsonNode answer = json(200, upload(part("file", "photo.jpg", PNG)));

    assertEquals(5, answer.size());
    String url = answer.get("url").stringValue();
    assertTrue(url.startsWith(server.uri("/u/up_").toString()) && url.endsWith(".png"), url);
    assertEquals("photo.jpg", answer.get("filename").stringValue());
    assertEquals("image/png", answer.get("content_type").stringValue());
    assertEquals(PNG.length(), answer.get("bytes").intValue());
    assertEquals(THEN.getEpochSecond(), answer.get("created_at").longValue());
  }

  @Test
  void uploadIsSeenUnderItsLinkForThreeDays() throws Exception {
    String path = path(upload(part("file", "a.png", PNG)));
    HttpResponse<String> seen = server.get(path);
    assertEquals(200, seen.statusCode());
    assertEquals("image/png", header(seen, "Content-Type"));
    assertEquals("nosniff", header(seen, "X-Content-Type-Options"));
    assertEquals("sandbox; default-src 'none'", header(seen, "Content-Security-Policy"));
    assertEquals(Integer.toString(PNG.length()), header(seen, "Content-Length"));

    now = THEN.plus(Duration.ofDays(3));
    assertEquals(404, server.get(path).statusCode());
  }

  @Test
  void ownerWhoKeepsTooMuchIsToldWhatIsLeft() throws Exception {
    assertEquals(200, upload(part("file", "a.png", PNG)).statusCode());
    assertEquals(200, upload(part("file", "b.png", PNG + "x".repeat(20_000_000))).statusCode());
    long left = MOST_BYTES - 2 * PNG.length() - 20_000_000;
    HttpResponse<String> refused = upload(part("file", "c.png", PNG + "x".repeat(2_000_000)));
    assertRefused(429, " together and ", refused);
    assertEquals("3600", header(refused, "Retry-After"));
    assertEquals(200, upload(part("file", "d.png", PNG)).statusCode());
  }

  @Test
  void whoeverHasNoRoomLeftIsToldBeforeAnythingIsSent() throws Exception {
    assertEquals(200, upload(part("file", "a.png", PNG + "x".repeat(20_000_000))).statusCode());
    try (Socket socket = server.connect()) {
      String head =
          "POST /v1/uploads/images HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n"
              + "Content-Type: multipart/form-data; boundary=edge\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 429".length());
      assertEquals("HTTP/1.1 429", new String(answer, StandardCharsets.ISO_8859_1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/u/x", "/u/staging", "/u/up_" + "000000000000000000000000000000000000000000.png"})
  void unknownLinkIsNotFound(String path) throws Exception {
    assertEquals(404, server.get(path).statusCode());
  }

  /** Each fits alone, and their lengths are known before they come. */
  @Test
  void ofTwoUploadsAtOnceTheFirstIsStored() throws Exception {
    try (UploadForm first = form(15_000_000)) {
      ApiError refusal = assertThrows(ApiError.class, () -> form(15_000_000));
      assertEquals(ErrorKind.RATE_LIMIT, refusal.kind());
      first.read(
          new Part(
              "file",
              Optional.of("a.png"),
              new ByteArrayInputStream(PNG.getBytes(StandardCharsets.ISO_8859_1))));
      assertEquals(PNG.length(), first.upload().bytes());
    }
    form(15_000_000).close();
  }

  private UploadForm form(long fileBytes) throws IOException {
    return new UploadForm(uploads, "own_1", fileBytes + UploadForm.FORM_BYTES);
  }

  @Test
  void fileNameIsShownWithoutFoldersAndKeptNowhere() throws Exception {
    for (String name : new String[] {"../../etc/passwd", "C:\\\\temp\\\\passwd"}) {
      JsonNode answer = json(200, upload(part("file", name, PNG)));
      assertEquals("passwd", answer.get("filename").stringValue());
    }
    JsonNode nameless =
        json(200, upload("Content-Disposition: form-data; name=\"file\"\r\n\r\n" + PNG));
    assertEquals("image.png", nameless.get("filename").stringValue());
  }

  @Test
  void longFileNameIsNotCutInTheMiddleOfACharacter() throws Exception {
    String name = "a" + "\ud83d\ude00".repeat(101);
    String sent = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    JsonNode answer = json(200, upload(part("file", sent, PNG)));
    assertEquals(name, answer.get("filename").stringValue());
  }

  @Test
  void otherFieldsAreSkipped() throws Exception {
    assertEquals(200, upload(part("purpose", "", "x"), part("file", "a", PNG)).statusCode());
  }

  @Test
  void faultyFormsAreRefusedAndLeaveNothing() throws Exception {
    assertRefused(400, "part named file", upload(part("image", "a.png", PNG)));
    assertRefused(400, "more than one", upload(part("file", "a", PNG), part("file", "b", PNG)));
    String allowed = ", allowed: jpeg, png, gif, webp";
    for (String[] foreign :
        new String[][] {
          {"%PDF-1.7", "application/pdf"},
          {"\0\0\0\u0018ftypheic", "image/heic"},
          {"\0\0\0\u0018ftypavif", "image/avif"},
          {"\0\0\0\u0018ftypisom", "video/mp4"},
          {"II*\0________", "image/tiff"},
          {"BM____\0\0\0\0__", "image/bmp"}
        }) {
      assertRefused(
          400,
          "unsupported image type: " + foreign[1] + allowed,
          upload(part("file", "a.png", foreign[0])));
    }
    assertRefused(400, "unsupported image type" + allowed, upload(part("file", "a.png", "<svg/>")));
    assertRefused(400, "malformed", post("multipart/form-data; boundary=edge", "--edge\r\nX"));
    assertRefused(415, "multipart/form-data", post("application/json", "{}"));
    String large = PNG + "x".repeat((int) Uploads.MOST_BYTES);
    assertRefused(413, "at most 20 MB", upload(part("file", "a.png", large)));
    String[] eleven = new String[11];
    Arrays.fill(eleven, part("x", "", "y"));
    eleven[0] = part("file", "a.png", PNG);
    assertRefused(400, "10 parts", upload(eleven));
    try (var files = Files.walk(folder)) {
      assertEquals(0, files.filter(Files::isRegularFile).count());
    }
  }

  private static void assertRefused(int status, String reason, HttpResponse<String> answer)
      throws Exception {
    String message = json(status, answer).get("error").get("message").stringValue();
    assertTrue(message.contains(reason), message);
  }

  private HttpResponse<String> upload(String... parts) throws Exception {
    StringBuilder form = new StringBuilder();
    for (String part : parts) {
      form.append("--edge\r\n").append(part).append("\r\n");
    }
    return post("multipart/form-data; boundary=edge", form + "--edge--\r\n");
  }

  private HttpResponse<String> post(String type, String body) throws Exception {
    return server.send(
        "/v1/uploads/images?language=en",
        request ->
            request
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1)));
  }

  private static String part(String name, String fileName, String content) {
    String file = fileName.isEmpty() ? "" : "; filename=\"" + fileName + "\"";
    return "Content-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" + content;
  }

  private String path(HttpResponse<String> upload) {
    String url = JsonMapper.shared().readTree(upload.body()).get("url").stringValue();
    return url.substring(server.uri("").toString().length());
  }

  private static JsonNode json(int status, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
