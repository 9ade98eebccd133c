package dev.afterglow.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a handler answers. The listener adds Content-Length, X-Request-Id and the security headers;
 * for HEAD it sends everything but the body, and it closes what was opened for the body in any
 * case.
 */
public sealed interface Answer {
  /** The HTTP status, 200 to 599. */
  int status();

  /** Header fields beside those that the listener adds. */
  List<Field> fields();

  /** The same answer with one more header field. */
  Answer with(Field field);

  /** The same answer with one more header field. */
  default Answer with(String name, String value) {
    return with(new Field(name, value));
  }

  /** 200 with a JSON body: a tree, a record, a map, whatever Jackson writes. */
  static Answer json(Object body) {
    return new Json(200, body, List.of());
  }

  /** A status with a JSON body. */
  static Answer json(int status, Object body) {
    return new Json(status, body, List.of());
  }

  /** A status without a body. */
  static Answer empty(int status) {
    return new Empty(status, List.of());
  }

  /** 200 with bytes that lie in memory. */
  static Answer bytes(String mediaType, byte[] body) {
    return new Bytes(200, mediaType, body, List.of());
  }

  /**
   * A body that is copied out as it is sent.
   *
   * @param length the exact number of bytes that the body writes
   */
  static Answer streamed(int status, String mediaType, long length, Body body) {
    return new Streamed(status, mediaType, length, body, List.of());
  }

  /**
   * 200 with a body that is sent piece by piece, each as it is written, until it ends by itself.
   */
  static Answer live(String mediaType, Body body) {
    return new Live(200, mediaType, body, List.of());
  }

  /** An answer that comes later. Meanwhile its request takes no place among those at work. */
  static Answer deferred(Awaited later) {
    return new Deferred(later, List.of());
  }

  /** Something that is waited for. Closed in any case. */
  interface Awaited extends Closeable {
    /**
     * Waits, on the request's thread.
     *
     * @throws ApiError as a handler does
     */
    Answer await() throws InterruptedException;

    /**
     * Ends the wait with what is known, since the client has hung up. Called from another thread,
     * at any time.
     */
    void hurry();
  }

  /** Something opened for one answer. Closed in any case, sent or not. */
  interface Body extends Closeable {
    /** Writes every byte, in blocks of 64 KiB or more where it can. */
    void copyTo(OutputStream out) throws IOException;
  }

  /** No body. */
  record Empty(int status, List<Field> fields) implements Answer {
    @Override
    public Answer with(Field field) {
      return new Empty(status, plus(fields, field));
    }
  }

  /** A body written by Jackson. */
  record Json(int status, Object body, List<Field> fields) implements Answer {
    @Override
    public Answer with(Field field) {
      return new Json(status, body, plus(fields, field));
    }
  }

  /** A body in memory. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Bytes(int status, String mediaType, byte[] body, List<Field> fields) implements Answer {
    @Override
    public Answer with(Field field) {
      return new Bytes(status, mediaType, body, plus(fields, field));
    }
  }

  /** A body that is copied out as it is sent. */
  record Streamed(int status, String mediaType, long length, Body body, List<Field> fields)
      implements Answer {
    @Override
    public Answer with(Field field) {
      return new Streamed(status, mediaType, length, body, plus(fields, field));
    }
  }

  /** A body without a length, of which every flush is seen by the client at once. */
  record Live(int status, String mediaType, Body body, List<Field> fields) implements Answer {
    @Override
    public Answer with(Field field) {
      return new Live(status, mediaType, body, plus(fields, field));
    }
  }

  /** An answer that comes later; its header fields are added to those of the one that comes. */
  record Deferred(Awaited later, List<Field> fields) implements Answer {
    /** What most of them come to. */
    @Override
    public int status() {
      return 200;
    }

    @Override
    public Answer with(Field field) {
      return new Deferred(later, plus(fields, field));
    }
  }

  private static List<Field> plus(List<Field> fields, Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return List.copyOf(more);
  }
}
