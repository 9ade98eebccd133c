package dev.afterglow.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.net.ResponseHeaders;
import dev.afterglow.net.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilmAnswerTest {
  @TempDir Path folder;
  private final byte[] film = bytes(300_001);

  @Test
  void longTextIsLeftWhereItIsAndDecodedIntoAFile() throws IOException {
    String base64 = Base64.getEncoder().encodeToString(film);
    InlineFilm answer = answer("{\"a\":\"x\\\"y\",\"film\":\"" + base64 + "\",\"z\":[\"é\",1]}");
    assertEquals("x\"y", answer.answer().string("/a").orElseThrow());
    assertEquals("é", answer.answer().string("/z/0").orElseThrow());
    String mark = answer.answer().string("/film").orElseThrow();
    assertTrue(mark.length() < 30, mark);
    assertTrue(answer.save(mark, folder.resolve("film")));
    assertArrayEquals(film, Files.readAllBytes(folder.resolve("film")));
  }

  @Test
  void dataUrisAndEscapedSlashesAreUnderstood() throws IOException {
    String uri = "data:video/mp4;base64," + Base64.getEncoder().encodeToString(film);
    InlineFilm answer = answer("{\"film\":\"" + uri.replace("/", "\\/") + "\"}");
    assertTrue(answer.save(answer.answer().string("/film").orElseThrow(), folder.resolve("a")));
    assertArrayEquals(film, Files.readAllBytes(folder.resolve("a")));

    String brief = "data:video/mp4;base64,AQID";
    assertTrue(answer("{}").save(brief, folder.resolve("b")));
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(folder.resolve("b")));
  }

  @Test
  void whatIsNoBase64LeavesNoFile() throws IOException {
    for (String text : new String[] {"", "<html>", "data:video/mp4;base64,", "@long-text-7@"}) {
      assertFalse(answer("{}").save(text, folder.resolve("film")), text);
      assertFalse(Files.exists(folder.resolve("film")), text);
    }
  }

  @Test
  void nonsenseIsAnEmptyDocument() {
    char[] open = new char[200_000];
    Arrays.fill(open, 'x');
    for (String body : new String[] {"", "<html>", "{\"a", "\"" + new String(open), "[[[["}) {
      assertTrue(answer(body).answer().string("/film").isEmpty());
    }
  }

  private static InlineFilm answer(String json) {
    return InlineFilm.of(
        new Sent.Answered(
            200, new ResponseHeaders(Map.of()), json.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
