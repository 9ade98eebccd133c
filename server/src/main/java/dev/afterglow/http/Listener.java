package dev.afterglow.http;

import dev.afterglow.text.Messages;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HttpLogConfig;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Listens for HTTP/1.1 and HTTP/1.0 and serves routes, one virtual thread for each connection.
 * Every bound is set here; none is Helidon's default.
 */
public final class Listener implements AutoCloseable {
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  /** Connections beyond the bound: the spare ones, and those that are being closed. */
  private static final int ENDING = 2 * ConnectionRegistry.SPARES;

  private final WebServer server;
  private final RouteTable table;
  private final ConnectionRegistry connections;
  private final Requests requests;

  private Listener(
      WebServer server, RouteTable table, ConnectionRegistry connections, Requests requests) {
    this.server = server;
    this.table = table;
    this.connections = connections;
    this.requests = requests;
  }

  /**
   * Starts to listen.
   *
   * @param random unpredictable in production; makes request ids
   * @param nanoTime elapsed nanoseconds that never run backwards, such as {@code System::nanoTime}
   * @throws IllegalArgumentException if two routes answer the same requests
   * @throws UncheckedIOException if the address cannot be bound; its cause is an {@link
   *     UnknownHostException} if the host has no address
   */
  public static Listener start(
      ListenerSettings settings,
      List<Route> routes,
      Authenticator authenticator,
      Messages messages,
      RandomGenerator random,
      LongSupplier nanoTime) {
    requireHost(settings.host());
    RequestIds ids = new RequestIds(random);
    Requests requests = new Requests();
    RouteTable table = new RouteTable(routes);
    RequestHandler handler =
        new RequestHandler(table, settings, authenticator, messages, ids, requests, nanoTime);
    AcceptedChannels channels = new AcceptedChannels();
    ConnectionRegistry connections =
        new ConnectionRegistry(
            http1(settings.limits()),
            settings.limits(),
            channels,
            settings.proxies(),
            nanoTime,
            settings.fatal());
    WebServer server =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .backlog(4096)
            .shutdownHook(false)
            .useNio(false) // its 8 KiB buffers make eight times the system calls for a film
            .connectionOptions(
                new PacedArrivals(
                    SocketOptions.builder().tcpNoDelay(true).build(),
                    channels,
                    PacedArrivals.FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors(),
                    PacedArrivals.LONGEST))
            .protocolsDiscoverServices(false)
            .addConnectionSelector(connections)
            .maxPayloadSize(settings.limits().bodyBytes())
            .maxTcpConnections(settings.limits().connections() + ENDING)
            .maxConcurrentRequests(-1) // Capacity counts, and not lingering closes
            .writeQueueLength(0)
            .writeBufferSize(0)
            .shutdownGracePeriod(LAST_WORDS)
            .contentEncoding(
                ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
            .directHandlers(new DirectErrors(settings, table, messages, ids).everywhere())
            .routing(routing -> routing.any(handler::serve))
            .build()
            .start();
    if (!server.isRunning()) { // Helidon logs the fault and carries on
      connections.close();
      throw new UncheckedIOException(new BindException("the address is in use or not ours"));
    }
    connections.start();
    return new Listener(server, table, connections, requests);
  }

  /**
   * Looks whether this machine could listen on a host, at some port.
   *
   * @throws UncheckedIOException as {@link #start} does
   */
  public static void check(String host) {
    requireHost(host);
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Looked up before Helidon does, which fails with a type that other faults have as well. */
  private static void requireHost(String host) {
    try {
      InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  /** How many connections are open at this moment. */
  public int connections() {
    return connections.count();
  }

  Newcomers newcomers() {
    return connections.newcomers();
  }

  /** Everything that is answered, so that nothing has to be told twice what there is. */
  public List<Route> routes() {
    return table.all();
  }

  /**
   * Stops: refuses further requests with 503, lets those at work finish, then closes every
   * connection.
   *
   * @param longest how long to wait for requests at work
   * @return whether all of them finished
   */
  public boolean drain(Duration longest) {
    boolean finished = false;
    try {
      finished = requests.close(longest);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      server.stop();
      connections.close();
    }
    return finished;
  }

  /** Stops at once. */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }

  @SuppressWarnings("removal") // validateRequestHostHeader, which cannot be done without yet
  private static Http1ConnectionSelector http1(HttpLimits limits) {
    return Http1ConnectionSelector.builder()
        .config(
            Http1Config.builder()
                .maxPrologueLength(limits.prologueBytes())
                .maxHeadersSize(limits.headerBytes())
                .validateRequestHeaders(true)
                .validateResponseHeaders(true)
                .validatePrologue(false) // RequestTarget does, and tells it like everything else
                .validatePath(false) // RequestTarget is stricter
                .continueImmediately(false)
                .sendKeepAliveHeader(false)
                .validateRequestHostHeader(false) // HeaderRules does: HTTP/1.0 needs no host
                .addReceiveListener(new HeaderRules())
                .addSendListener(new Bodiless())
                .log(HttpLogConfig.builder().receiveLog(false).sendLog(false).build())
                .build())
        .build();
  }
}
