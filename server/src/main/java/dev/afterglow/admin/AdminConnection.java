package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One TCP connection to the program that listens on a server's port, for requests one after
 * another. A client library would be free to send a second request on a second connection, and the
 * program at its other end could be another one by then.
 */
final class AdminConnection implements AutoCloseable {
  /** More than any header of a server of ours. */
  private static final int MOST_HEAD_BYTES = 16 << 10;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})( .*)?");
  private static final Pattern LENGTH =
      Pattern.compile("content-length:\\s*(\\d{1,9})\\s*", Pattern.CASE_INSENSITIVE);

  private final Socket socket;
  private final InputStream in;

  private AdminConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** What was answered. */
  record Reply(int status, String body) {}

  /**
   * Connects.
   *
   * @throws java.net.ConnectException if nobody listens
   */
  static AdminConnection open(int port, Duration patience) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(AdminFile.ADDRESS, port), Math.toIntExact(patience.toMillis()));
      socket.setTcpNoDelay(true);
      return new AdminConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Asks for something.
   *
   * @param most bytes of an answer's body
   * @throws IOException if the connection broke, or what came is no answer
   */
  Reply get(String target, int most) throws IOException {
    send("GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n\r\n", new byte[0]);
    return reply(most);
  }

  /**
   * Hands over JSON.
   *
   * @param authorization the value of the header of this name
   * @param most bytes of an answer's body
   * @throws IOException if the connection broke, or what came is no answer
   */
  Reply post(String target, String authorization, byte[] json, int most) throws IOException {
    String head =
        String.join(
            "\r\n",
            "POST " + target + " HTTP/1.1",
            "Host: " + host(),
            "Authorization: " + authorization,
            "Content-Type: application/json",
            "Content-Length: " + json.length,
            "Connection: close",
            "",
            "");
    send(head, json);
    return reply(most);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // nothing is left to be said on it
    }
  }

  private String host() {
    return AdminFile.ADDRESS.getHostAddress() + ":" + socket.getPort();
  }

  private void send(String head, byte[] body) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(head.getBytes(ISO_8859_1));
    request.write(body);
    socket.getOutputStream().write(request.toByteArray());
  }

  private Reply reply(int most) throws IOException {
    Matcher status = STATUS.matcher(line());
    if (!status.matches()) {
      throw new ProtocolException("no answer over HTTP");
    }
    int length = -1;
    int headBytes = 0;
    for (String field = line(); !field.isEmpty(); field = line()) {
      headBytes += field.length();
      if (headBytes > MOST_HEAD_BYTES) {
        throw new ProtocolException("an endless head");
      }
      Matcher told = LENGTH.matcher(field);
      length = told.matches() ? Integer.parseInt(told.group(1)) : length;
    }
    if (length < 0 || length > most) {
      throw new ProtocolException("an answer of a wrong length: " + length);
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new ProtocolException("a torn answer");
    }
    return new Reply(Integer.parseInt(status.group(1)), new String(body, UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\n') {
      if (next < 0 || line.length() == MOST_HEAD_BYTES) {
        throw new ProtocolException("an answer without its end");
      }
      line.append((char) next);
      next = in.read();
    }
    return line.toString().stripTrailing();
  }
}
