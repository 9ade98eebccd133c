package dev.afterglow.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way through a proxy to one server: {@code CONNECT} (RFC 9110, 9.3.6). */
final class Tunnel {
  private static final int LONGEST_HEAD = 8192;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

  private Tunnel() {}

  /**
   * Opens it on a connection to the proxy.
   *
   * @param hostAndPort where it leads
   * @throws IOException unless the proxy agrees; nothing has reached the server then
   */
  static void open(Socket proxy, String hostAndPort, Optional<String> authorization)
      throws IOException {
    StringBuilder head = new StringBuilder("CONNECT " + hostAndPort + " HTTP/1.1\r\n");
    head.append("Host: ").append(hostAndPort).append("\r\n");
    authorization.ifPresent(
        value -> head.append("Proxy-Authorization: ").append(value).append("\r\n"));
    head.append("\r\n");
    proxy.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    proxy.getOutputStream().flush();
    String answer = head(proxy.getInputStream());
    Matcher status = STATUS.matcher(answer.lines().findFirst().orElse(""));
    if (!status.matches()) {
      throw new IOException("the proxy does not speak HTTP");
    }
    if (!status.group(1).startsWith("2")) {
      throw new IOException("the proxy refused the way with status " + status.group(1));
    }
  }

  /** Byte by byte, because what follows belongs to the server behind. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 2) {
      int b = in.read();
      if (b < 0 || head.size() >= LONGEST_HEAD) {
        throw new IOException("the proxy gave no whole answer");
      }
      head.write(b);
      ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }
}
