package dev.afterglow.net;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link ScriptedUpstream} answers to one request: a status, headers, a body, and what goes
 * wrong on the way. Each method gives a changed copy. Counts of bytes begin with the first byte of
 * the status line.
 */
public final class Reply implements Cloneable {
  int status;
  List<String> headers = List.of();
  byte[] body = {};
  boolean chunked;
  boolean hasRanges;
  boolean isEarly;
  boolean isNever;
  boolean ends;
  boolean resets;
  int cutAfter = Integer.MAX_VALUE;
  int dripBytes = Integer.MAX_VALUE;
  long length = -1;
  Duration delay = Duration.ZERO;
  Duration dripPause = Duration.ZERO;

  private Reply(int status) {
    this.status = status;
  }

  /** An answer with JSON. */
  public static Reply json(int status, String json) {
    return bytes(status, json.getBytes(StandardCharsets.UTF_8))
        .header("Content-Type", "application/json");
  }

  /** An answer without a body. */
  public static Reply status(int status) {
    return new Reply(status);
  }

  /** An answer with these bytes. */
  public static Reply bytes(int status, byte[] body) {
    Reply reply = new Reply(status);
    reply.body = body;
    return reply;
  }

  /** A film of which parts may be asked for (Range, If-Range). */
  public static Reply file(byte[] body, String etag) {
    Reply reply = bytes(200, body).header("Content-Type", "video/mp4").header("ETag", etag);
    reply.hasRanges = true;
    return reply;
  }

  /** A redirect. */
  public static Reply redirect(int status, String location) {
    return status(status).header("Location", location);
  }

  /** No answer at all; the connection stays open. */
  public static Reply never() {
    Reply reply = new Reply(200);
    reply.isNever = true;
    return reply;
  }

  /** The connection closes without an answer. */
  public static Reply hangUp() {
    return status(200).cutAfter(0);
  }

  /** The same with a header more. */
  public Reply header(String name, String value) {
    Reply reply = copy();
    reply.headers = new ArrayList<>(headers);
    reply.headers.add(name + ": " + value);
    return reply;
  }

  /** The same in chunks. */
  public Reply inChunks() {
    Reply reply = copy();
    reply.chunked = true;
    return reply;
  }

  /** The same with a {@code Content-Length} that need not be true, closed at its end. */
  public Reply claiming(long bytes) {
    Reply reply = copy();
    reply.length = bytes;
    reply.ends = true;
    return reply;
  }

  /** The same after a while. */
  public Reply after(Duration wait) {
    Reply reply = copy();
    reply.delay = wait;
    return reply;
  }

  /** The same, closed after so many bytes of it. */
  public Reply cutAfter(int bytes) {
    Reply reply = copy();
    reply.cutAfter = bytes;
    reply.ends = true;
    return reply;
  }

  /** The same, reset after so many bytes of it. */
  public Reply resetAfter(int bytes) {
    Reply reply = cutAfter(bytes);
    reply.resets = true;
    return reply;
  }

  /** The same, a few bytes at a time. */
  public Reply dripping(int bytes, Duration pause) {
    Reply reply = copy();
    reply.dripBytes = bytes;
    reply.dripPause = pause;
    return reply;
  }

  /** The same, answered before the request's body is read, which then never is. */
  public Reply beforeTheBody() {
    Reply reply = copy();
    reply.isEarly = true;
    reply.ends = true;
    return reply;
  }

  /** How many bytes the head of this answer has, to cut within it or behind it. */
  public int headBytes() {
    return rendered(body).length - (chunked ? chunkedBody(body).length : body.length);
  }

  /** Everything that goes over the wire for this body. */
  byte[] rendered(byte[] content) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach(line -> head.append(line).append("\r\n"));
    if (chunked) {
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (status != 204 && status != 304) {
      head.append("Content-Length: ").append(length < 0 ? content.length : length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    return joined(start, chunked ? chunkedBody(content) : content);
  }

  private static byte[] chunkedBody(byte[] content) {
    byte[] rendered = {};
    for (int from = 0; from < content.length; from += 1000) {
      int count = Math.min(1000, content.length - from);
      byte[] chunk = new byte[count];
      System.arraycopy(content, from, chunk, 0, count);
      rendered =
          joined(
              joined(
                  rendered,
                  (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII)),
              joined(chunk, "\r\n".getBytes(StandardCharsets.US_ASCII)));
    }
    return joined(rendered, "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = new byte[a.length + b.length];
    System.arraycopy(a, 0, both, 0, a.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private Reply copy() {
    try {
      return (Reply) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
