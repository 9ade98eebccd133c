package dev.afterglow.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Puts one rendered answer on the wire. */
final class ResponseWriter {
  private static final Status HEADERS_TOO_LARGE =
      Status.create(ErrorKind.HEADERS_TOO_LARGE.status(), "Request Header Fields Too Large");
  static final String JSON = "application/json; charset=utf-8";

  private static final System.Logger LOG = System.getLogger(ResponseWriter.class.getName());

  /** A body that nobody read is read and forgotten up to here; beyond, the connection closes. */
  private static final long FORGETTABLE_BYTES = 64 << 10;

  private static final List<Field> ALWAYS =
      List.of(
          new Field("X-Content-Type-Options", "nosniff"),
          new Field("Referrer-Policy", "no-referrer"));

  private static final List<Field> UNLESS_SAID =
      List.of(
          new Field("Cache-Control", "no-store"),
          new Field("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  private final ServerRequest request;
  private final ServerResponse response;
  private boolean lastOne;
  private boolean unread;
  private boolean closes;

  ResponseWriter(ServerRequest request, ServerResponse response, String requestId) {
    this.request = request;
    this.response = response;
    fields(ALWAYS);
    fields(UNLESS_SAID);
    set(new Field("X-Request-Id", requestId));
  }

  /** Brings an answer into a form that can be sent without failing half-way. */
  static Answer rendered(Answer answer) {
    return answer instanceof Answer.Json json
        ? new Answer.Bytes(json.status(), JSON, Json.write(json.body()), json.fields())
        : answer;
  }

  /** Header fields beside the answer's own. */
  void fields(List<Field> fields) {
    fields.forEach(this::set);
  }

  /** The connection takes no further request. */
  void lastOne() {
    lastOne = true;
  }

  /** The status with its reason phrase: Helidon has none for every code, and writes it twice. */
  static Status status(Answer answer) {
    return answer.status() == HEADERS_TOO_LARGE.code()
        ? HEADERS_TOO_LARGE
        : Status.create(answer.status());
  }

  /** Sends it. To be followed by {@link #settle}. */
  void send(Answer answer) {
    try {
      fields(answer.fields());
      unread = unforgettable();
      closes = unread || lastOne || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
      if (closes) {
        response.header(HeaderValues.CONNECTION_CLOSE);
      }
      response.status(status(answer));
      body(answer, request.prologue().method().text().equals("HEAD"));
    } finally {
      close(answer);
    }
  }

  /**
   * Hears out a client that still sends what nobody needs; whether the connection goes on. Takes as
   * long as the client likes, within the bounds of its {@link TimedConnection}. Helidon says to the
   * client that the connection closes and then goes on reading, so the caller has to see to it.
   */
  boolean settle() {
    if (closes) {
      if (unread && !lastOne) {
        TimedConnection.current().linger();
      } else if (!lastOne) {
        forget(); // or the answer is lost with the connection that its body finds closed
      }
      return false;
    }
    return forget();
  }

  /** Of every field but cookies the last one counts. */
  private void set(Field field) {
    if (field.name().equalsIgnoreCase(HeaderNames.SET_COOKIE_NAME)) {
      response.headers().add(HeaderNames.SET_COOKIE, field.value());
    } else {
      response.header(field.header(), field.value());
    }
  }

  /** Whether there is a body that the handler left unread, and that is too long to be read now. */
  private boolean unforgettable() {
    if (settled()) {
      return false;
    }
    boolean waits = request.headers().containsToken(HeaderValues.EXPECT_100);
    return waits || request.headers().contentLength().orElse(Long.MAX_VALUE) > FORGETTABLE_BYTES;
  }

  /** Reads a short body that the handler left unread; whether there is nothing left of any body. */
  private boolean forget() {
    if (settled()) {
      return true;
    }
    try {
      request.content().consume();
      return request.content().consumed();
    } catch (RuntimeException _) {
      return false;
    }
  }

  private boolean settled() {
    return !request.content().hasEntity() || request.content().consumed();
  }

  private void body(Answer answer, boolean head) {
    switch (answer) {
      case Answer.Empty _ -> response.send();
      case Answer.Json json -> body(rendered(json), head);
      case Answer.Bytes bytes -> {
        type(bytes.mediaType(), bytes.body().length);
        if (head) {
          response.send();
        } else {
          response.send(bytes.body());
        }
      }
      case Answer.Streamed streamed -> {
        type(streamed.mediaType(), streamed.length());
        if (head || streamed.length() == 0) {
          response.send();
        } else {
          stream(streamed.body(), TimedConnection.current().dataWriter()::output);
        }
      }
      case Answer.Live live -> {
        response.header(HeaderNames.CONTENT_TYPE, live.mediaType());
        if (head) {
          response.send();
        } else {
          withoutLength();
          stream(live.body(), UnaryOperator.identity());
        }
      }
      case Answer.Deferred _ -> throw new IllegalArgumentException("it has not come yet");
    }
  }

  /** HTTP/1.0 knows no chunks: there the end of the connection is the end of the body. */
  private void withoutLength() {
    if (TimedConnection.current().dataReader().requestLine().http10()) {
      response.header(
          HeaderNames.CONTENT_LENGTH, Long.toString(Long.MAX_VALUE)); // or it is chunked
      TimedConnection.current().makeEndless();
    }
  }

  private void type(String mediaType, long length) {
    response.header(HeaderNames.CONTENT_TYPE, mediaType);
    response.header(HeaderNames.CONTENT_LENGTH, Long.toString(length));
  }

  private void stream(Answer.Body body, UnaryOperator<OutputStream> output) {
    try (OutputStream out = response.outputStream()) {
      body.copyTo(output.apply(out));
    } catch (IOException e) {
      // the head is out: all that can be said now is that the body is not whole
      throw new CloseConnectionException("the body broke off", e);
    }
  }

  private static void close(Answer answer) {
    Optional<Answer.Body> body =
        switch (answer) {
          case Answer.Streamed streamed -> Optional.of(streamed.body());
          case Answer.Live live -> Optional.of(live.body());
          case Answer.Empty _, Answer.Json _, Answer.Bytes _, Answer.Deferred _ -> Optional.empty();
        };
    try {
      if (body.isPresent()) {
        body.get().close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "a body that was sent did not close", e);
    }
  }
}
