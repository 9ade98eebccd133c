package dev.afterglow.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "http://h.org ! /",
        "http://h.org?a=b ! /?a=b",
        "http://h.org/? ! /",
        "http://h.org/a?b?c#d?e ! /a?b?c",
        "http://h.org/a//b/ ! /a//b/",
        "http://h.org/a/../b/./c ! /b/c",
        "http://h.org/../a/.. ! /",
        "http://h.org/%2e%2e/a%2Eb ! /a%2Eb",
        "http://h.org/a b[1]|2.png ! /a%20b%5B1%5D%7C2.png",
        "http://h.org/a^{b}<c>?x=y z|[0] ! /a%5E%7Bb%7D%3Cc%3E?x=y%20z%7C%5B0%5D",
        "http://h.org/50%/a%2 ! /50%25/a%252",
        "http://h.org/a%20b%E5%9B%BE ! /a%20b%E5%9B%BE",
        "http://h.org/图?名=值 ! /%E5%9B%BE?%E5%90%8D=%E5%80%BC",
        "http://h.org/@a:b;c=(d)*'e'~ ! /@a:b;c=(d)*'e'~"
      })
  void pathAndQueryAreEscaped(String url, String resource) throws Forbidden {
    assertEquals(resource, WebUrl.parse(url).resource());
  }

  /** Letters that can be written in two ways stay as they came: servers compare bytes. */
  @Test
  void lettersAreNotComposed() throws Forbidden {
    assertEquals("/e%CC%81", WebUrl.parse("http://h.org/e\u0301").resource());
  }

  @ParameterizedTest
  @ValueSource(strings = {" http://h.org/a ", "\n\thttp://h.org/a\r\n", "HTTP://h.org/a\f"})
  void whiteSpaceAroundIsNothing(String url) throws Forbidden {
    assertEquals("/a", WebUrl.parse(url).resource());
    assertEquals("h.org", WebUrl.parse(url).authority());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h.org/a\\b",
        "http:\\\\h.org/",
        "http://h.org/a\tb",
        "http://h.org/a\nb",
        "http://h.org/\u007f",
        "\0http://h.org/",
        "http:h.org/",
        "http:/h.org/",
        "http:///h.org/",
        "http://",
        "http://?a",
        "h.org/a",
        "ftp://h.org/"
      })
  void whatParsersReadInSeveralWaysIsRefused(String url) {
    assertThrows(Forbidden.class, () -> WebUrl.parse(url));
  }

  @Test
  void schemeIsTold() {
    assertTrue(WebUrl.hasScheme("https://h.org"));
    assertTrue(WebUrl.hasScheme("javascript:x"));
    assertFalse(WebUrl.hasScheme("h.org/a:b"));
    assertFalse(WebUrl.hasScheme("iVBORw0KGgo="));
  }
}
