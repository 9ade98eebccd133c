package dev.afterglow.http.multipart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.http.multipart.MultipartException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
  private static final String TYPE = "multipart/form-data; boundary=edge";
  private static final long MOST = 100_000;

  @Test
  void partsComeInOrder() throws IOException {
    String form =
        part("name=\"prompt\"", "a fall")
            + part("name=\"file\"; filename=\"图 1.png\"", "\u0089PNG\r\n--edg")
            + "--edge--\r\n";
    assertEquals(
        List.of("prompt||a fall", "file|图 1.png|\u0089PNG\r\n--edg"), read(TYPE, form, MOST));
  }

  @Test
  void fileNameIsHandedOnAsWrittenAndOpensNothing() throws IOException {
    String form = part("name=\"file\"; filename=\"../../etc/passwd\"", "x") + "--edge--";
    assertEquals(List.of("file|../../etc/passwd|x"), read(TYPE, form, MOST));
  }

  @Test
  void unreadPartIsSkipped() throws IOException {
    String form = part("name=\"a\"", "x".repeat(20_000)) + part("name=\"b\"", "y") + "--edge--";
    List<String> names = new ArrayList<>();
    Multipart.read(TYPE, stream(form), MOST, part -> names.add(part.name()));
    assertEquals(List.of("a", "b"), names);
  }

  @Test
  void partWithoutANameIsSkipped() throws IOException {
    String form = "--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--";
    assertEquals(List.of(), read(TYPE, form, MOST));
  }

  @Test
  void eleventhPartIsTooMany() throws IOException {
    assertEquals(10, read(TYPE, part("name=\"a\"", "x").repeat(10) + "--edge--", MOST).size());
    assertFault(Fault.TOO_MANY_PARTS, TYPE, part("name=\"a\"", "x").repeat(11) + "--edge--", MOST);
  }

  @Test
  void partHeadOfAKilobyteIsTooLarge() {
    String form = part("name=\"a\"; filename=\"" + "n".repeat(1024) + "\"", "x") + "--edge--";
    assertFault(Fault.TOO_LARGE, TYPE, form, MOST);
  }

  @Test
  void formBeyondTheBoundIsTooLarge() throws IOException {
    String form = part("name=\"a\"", "x".repeat(1000)) + "--edge--";
    assertEquals(1, read(TYPE, form, form.length()).size());
    assertFault(Fault.TOO_LARGE, TYPE, form, form.length() - 1L);
  }

  @Test
  void endlessFormIsCutAtTheBound() {
    InputStream endless =
        new InputStream() {
          private final byte[] head =
              "--edge\r\nContent-Disposition: form-data; name=a\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII);
          private int at;

          @Override
          public int read() {
            return at < head.length ? head[at++] : 'x';
          }

          @Override
          public int read(byte[] block, int from, int length) {
            for (int i = 0; i < length; i++) {
              block[from + i] = (byte) read();
            }
            return length;
          }
        };
    MultipartException e =
        assertThrows(
            MultipartException.class,
            () ->
                Multipart.read(TYPE, endless, MOST, part -> part.content().transferTo(nowhere())));
    assertEquals(Fault.TOO_LARGE, e.fault());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "",
        "text/plain; boundary=edge",
        "multipart/mixed; boundary=edge",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=e\u0000dge"
      })
  void otherContentTypesAreNoForms(String type) {
    assertFault(Fault.NOT_A_FORM, type, part("name=\"a\"", "x") + "--edge--", MOST);
  }

  @Test
  void boundaryOf71CharactersIsRefused() throws IOException {
    for (int length : List.of(70, 71)) {
      String edge = "e".repeat(length);
      String form =
          "--" + edge + "\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--" + edge + "--";
      String type = "multipart/form-data; boundary=" + edge;
      if (length == 70) {
        assertEquals(List.of("a||x"), read(type, form, MOST));
      } else {
        assertFault(Fault.NOT_A_FORM, type, form, MOST);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--edge\r\nContent-Disposition: form-data; name=a\r\n\r\nxyz",
        "--edge\r\nContent-Disposition: form-data; name=a\r\n",
        "--edge\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--edg"
      })
  void formThatEndsInsideAPartIsMalformed(String form) {
    assertFault(Fault.MALFORMED, TYPE, form, MOST);
  }

  @Test
  void formWithoutPartsHasNone() throws IOException {
    assertEquals(List.of(), read(TYPE, "", MOST));
    assertEquals(List.of(), read(TYPE, "--edge--", MOST));
    assertEquals(List.of(), read(TYPE, "no boundary anywhere", MOST));
  }

  @Test
  void mutatedFormEndsInAnAnswer() {
    byte[] form =
        (part("name=\"file\"; filename=\"a.png\"", "x".repeat(100)) + "--edge--")
            .getBytes(StandardCharsets.ISO_8859_1);
    Random random = new Random(11);
    for (int round = 0; round < 5000; round++) {
      byte[] mutated = form.clone();
      for (int change = 0; change < 3; change++) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        Multipart.read(
            TYPE, new ByteArrayInputStream(mutated), MOST, part -> part.content().readAllBytes());
      } catch (IOException e) {
        assertTrue(e instanceof MultipartException, e.toString());
      }
    }
  }

  private static void assertFault(Fault fault, String type, String form, long most) {
    MultipartException e = assertThrows(MultipartException.class, () -> read(type, form, most));
    assertEquals(fault, e.fault());
  }

  private static List<String> read(String type, String form, long most) throws IOException {
    List<String> parts = new ArrayList<>();
    Multipart.read(
        type,
        stream(form),
        most,
        part -> {
          String content = new String(part.content().readAllBytes(), StandardCharsets.UTF_8);
          parts.add(part.name() + "|" + part.fileName().orElse("") + "|" + content);
        });
    return parts;
  }

  private static InputStream stream(String form) {
    return new ByteArrayInputStream(form.getBytes(StandardCharsets.UTF_8));
  }

  private static OutputStream nowhere() {
    return OutputStream.nullOutputStream();
  }

  private static String part(String disposition, String content) {
    return "--edge\r\nContent-Disposition: form-data; "
        + disposition
        + "\r\n\r\n"
        + content
        + "\r\n";
  }
}
