package dev.afterglow;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import java.nio.charset.StandardCharsets;

/**
 * The other limit of {@code bench/api}: the HTTP library alone, with the settings of {@link
 * dev.afterglow.http.Listener} that bear on speed, answering every request with the same bytes.
 */
final class HttpLimitBench {
  private HttpLimitBench() {}

  /** Argument: the bytes to answer, as text. Serves until its standard input ends. */
  public static void main(String[] arguments) throws Exception {
    byte[] body = arguments[0].getBytes(StandardCharsets.UTF_8);
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .useNio(false)
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .writeQueueLength(0)
            .writeBufferSize(0)
            .routing(routing ->
                routing.any((_, response) ->
                    response.header(HeaderNames.CONTENT_TYPE, "application/json").send(body)))
            .build()
            .start();
    System.out.println("ready " + server.port());
    System.in.read();
    server.stop();
  }
}
