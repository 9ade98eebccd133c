package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.text.Language;
import dev.afterglow.text.Messages;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguagesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // query, Accept-Language, owner's, answer's
        "-,       -,                       -,  zh",
        "-,       -,                       EN, en",
        "-,       'en-GB,en;q=0.9',        -,  en",
        "-,       'de,en;q=0.5,zh;q=0.4',  -,  en",
        "-,       'zh-TW,en;q=0.9',        EN, zh",
        "-,       'de,fr;q=0.5',           EN, en",
        "-,       'en;q=0',                -,  zh",
        "-,       *,                       -,  zh",
        "-,       ';;;=,',                 -,  zh",
        "en,      zh,                      ZH, en",
        "zh,      en,                      EN, zh",
        "EN,      -,                       -,  en",
        "'+en+',  -,                       -,  en",
        "ja,      zh,                      ZH, en",
        "zh-CN,   en,                      -,  en",
        "zh-CN,   -,                       -,  zh",
        "klingon, -,                       EN, en",
        "'',      -,                       EN, en",
      })
  void theRequestDecidesThenTheOwnerThenTheDialect(
      String query, String accept, Language owner, String answered) throws Exception {
    Route route = new Route(Method.GET, "/a", Access.READ, e -> Answer.json(e.language().code()));
    Caller caller = new Caller("o", "k", Optional.ofNullable(owner), Optional.empty());
    try (TestServer server =
        new TestServer(
            HttpLimits.DEFAULT, _ -> AccessDecision.of(caller), HttpTexts.load(), List.of(route))) {
      String target = query == null ? "/a" : "/a?language=" + query;
      assertEquals(
          "\"" + answered + "\"",
          server
              .send(target, r -> accept == null ? r : r.header("Accept-Language", accept))
              .body());
    }
  }

  @Test
  void aRefusalAtTheGateIsReadByTheOwnerUnlessTheRequestSaysOtherwise() throws Exception {
    Route route = new Route(Method.GET, "/a", Access.READ, _ -> Answer.json("never"));
    Authenticator closed =
        _ -> {
          throw ApiError.of(ErrorKind.PERMISSION).readIn(Language.EN);
        };
    try (TestServer server =
        new TestServer(HttpLimits.DEFAULT, closed, HttpTexts.load(), List.of(route))) {
      assertTrue(server.get("/a").body().contains("Access denied"));
      assertTrue(server.get("/a?language=zh").body().contains("访问被禁止"));
    }
  }

  /** In these texts {@code ~} is CR LF and {@code _} a space. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET_/a?language=en_HTTP/1.1~~",
        "GET_/a?b=%22&language=%65n_HTTP/1.1~Host:x~Host:y~~",
        "GET_/a?language=en_HTTP/1.1~Host:x~no_colon~~",
        "GET_/a_HTTP/1.1~Accept-Language:_en-GB~~",
        "GET_/a_HTTP/1.1~Host:x~accept-language:en~no_colon~~",
        "POST_/a_HTTP/1.1~Host:x~Accept-Language:en~Content-Encoding:gzip~Content-Length:1~~a",
        "POST_/a?language=en_HTTP/1.1~Host:x~Content-Length:99999999999~~",
        "GET_/a?language=en&c=<_HTTP/1.1~Host:x~Connection:close~~",
        "GET_/a%_HTTP/1.1~Host:x~Connection:close~Accept-Language:en~~",
        "GET_/none?language=en_HTTP/1.1~Host:x~Connection:close~~",
        "G{}T_/a?language=en_HTTP/1.1~Host:x~~",
        "G{}T_/a_HTTP/1.1~Host:x~accept-language:_en~~",
        "GET_/a?language=en_HTTP/3.0~~",
        "GET_/a_HTTQ/1.1~Accept-Language:en~~",
        "GET_/a?language=en~~",
      })
  void refusalsBeforeAnyRouteAreReadLikeOthers(String request) throws Exception {
    Route route = new Route(Method.GET, "/a", Access.READ, e -> Answer.json(e.language().code()));
    try (TestServer server = TestServer.open(route)) {
      String bytes = request.replace("~", "\r\n").replace('_', ' ');
      String answer = server.rawToItsEnd(bytes);
      assertTrue(answer.matches("(?s)HTTP/1.1 [45].*\"message\":\"[ -~]+\",.*"), answer);
      String chinese =
          server.rawToItsEnd(
              bytes
                  .replace("language=en", "x")
                  .replaceAll("[lL]anguage: ?en", "x:en")
                  .replace("%65n", "x"));
      assertTrue(chinese.matches("(?s).*\"message\":\"[^\"]*\\p{IsHan}.*"), chinese);
    }
  }

  @Test
  void targetThatIsTooLongStillSaysInWhichLanguage() throws Exception {
    String target = "/a?language=en&b=" + "x".repeat(20_000);
    try (TestServer server =
        TestServer.open(new Route(Method.GET, "/a", Access.OPEN, _ -> Answer.empty(200)))) {
      String answer = server.rawToItsEnd("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertTrue(answer.matches("(?s)HTTP/1.1 414 .*\"message\":\"[ -~]+\",.*"), answer);
    }
  }

  @Test
  void argumentsAreNotTakenForPlaces() {
    Messages messages = HttpTexts.load();
    assertEquals(
        "Content-Type is {0} $1 \\; send application/json (UTF-8)",
        messages.text(Language.EN, Text.of("json.type", "{0} $1 \\")));
    assertThrows(
        IllegalArgumentException.class, () -> messages.text(Language.EN, Text.of("no.such")));
    assertThrows(IllegalArgumentException.class, () -> HttpTexts.load("/no/such/catalogue"));
  }

  @Test
  void whatIsShownBackIsShortAndPlain() {
    Map<String, String> shown =
        Map.of(
            "plain",
            "plain",
            "a\r\nb",
            "a\uFFFD\uFFFDb",
            "\u001b[31m",
            "\uFFFD[31m",
            "\u202Eevil",
            "\uFFFDevil",
            "\ud800",
            "\uFFFD",
            "瀑布😀",
            "瀑布😀",
            "x".repeat(61),
            "x".repeat(60) + "…");
    shown.forEach((text, expected) -> assertEquals(expected, Printable.of(text)));
  }
}
