package dev.afterglow.remote;

import dev.afterglow.net.Sent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer that may hold a whole film as base64 in one text of its JSON. Long texts are left where
 * they are and stand in {@link #answer()} as a short mark, so that a film is neither copied into a
 * document nor refused for its length; {@link #save} decodes one straight into a file.
 */
public final class InlineFilm {
  private static final int LONG_TEXT_BYTES = 64 << 10;
  private static final int LONGEST_DATA_HEAD = 200;
  private static final Pattern MARK = Pattern.compile("@long-text-(\\d{1,4})@");

  private final byte[] body;
  private final List<Range> longTexts = new ArrayList<>();
  private final VendorAnswer answer;

  private record Range(int from, int to) {}

  private InlineFilm(Sent.Answered answered) {
    this.body = answered.body();
    this.answer = VendorAnswer.of(answered.status(), answered.headers(), shortened());
  }

  /** Reads an answer. */
  public static InlineFilm of(Sent.Answered answered) {
    return new InlineFilm(answered);
  }

  /** The answer without its long texts. */
  public VendorAnswer answer() {
    return answer;
  }

  /**
   * Decodes a text of {@link #answer()} into a file: base64, with or without the head of a data
   * URI.
   *
   * @param file must not exist yet; it exists afterwards only if there was something in the text
   * @return whether there was
   * @throws IOException if the file cannot be written
   */
  public boolean save(String text, Path file) throws IOException {
    boolean saved = false;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      saved = copy(decoded(text), out);
    } finally {
      if (!saved) {
        Files.deleteIfExists(file);
      }
    }
    return saved;
  }

  /** False if there is nothing, or no base64. */
  private static boolean copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[64 << 10];
    long all = 0;
    while (true) {
      int read;
      try {
        read = in.read(buffer);
      } catch (IOException | IllegalArgumentException _) {
        return false;
      }
      if (read < 0) {
        return all > 0;
      }
      out.write(buffer, 0, read);
      all += read;
    }
  }

  private InputStream decoded(String text) {
    Matcher mark = MARK.matcher(text);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Range range = new Range(0, bytes.length);
    if (mark.matches() && Integer.parseInt(mark.group(1)) < longTexts.size()) {
      bytes = body;
      range = longTexts.get(Integer.parseInt(mark.group(1)));
    }
    int from = range.from + dataHead(bytes, range);
    return Base64.getDecoder()
        .wrap(new Unescaped(new ByteArrayInputStream(bytes, from, range.to - from)));
  }

  /** How long the head of a data URI is (RFC 2397); 0 if the text is none. */
  private static int dataHead(byte[] bytes, Range range) {
    int most = Math.min(range.to - range.from, LONGEST_DATA_HEAD);
    String start = new String(bytes, range.from, most, StandardCharsets.ISO_8859_1);
    return start.startsWith("data:") ? start.indexOf(',') + 1 : 0;
  }

  /** The body with a mark in the place of each long text. */
  private byte[] shortened() {
    if (body.length <= LONG_TEXT_BYTES) {
      return body;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    int from = 0;
    for (int at = 0; at < body.length; at++) {
      if (body[at] != '"') {
        continue;
      }
      int end = end(at + 1);
      if (end - at > LONG_TEXT_BYTES && end < body.length) {
        kept.write(body, from, at + 1 - from);
        kept.writeBytes(("@long-text-" + longTexts.size() + "@").getBytes(StandardCharsets.UTF_8));
        longTexts.add(new Range(at + 1, end));
        from = end;
      }
      at = end;
    }
    kept.write(body, from, body.length - from);
    return kept.toByteArray();
  }

  /** Where the text that begins here ends: at its closing quotation mark. */
  private int end(int from) {
    int at = from;
    while (at < body.length && body[at] != '"') {
      at += body[at] == '\\' ? 2 : 1;
    }
    return Math.min(at, body.length);
  }

  /** Some writers of JSON put a backslash before each slash, of which base64 has many. */
  private static final class Unescaped extends FilterInputStream {
    Unescaped(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = in.read();
      return next == '\\' ? read() : next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = 0;
      for (; count < length; count++) {
        int next = read();
        if (next < 0) {
          break;
        }
        buffer[offset + count] = (byte) next;
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }
}
