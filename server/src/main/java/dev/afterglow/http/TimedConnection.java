package dev.afterglow.http;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

/**
 * One client's connection, with a deadline on every wait for the client: for its next request, for
 * the rest of a request's head, for its body, and for it to take an answer. Helidon bounds none of
 * these as a whole; a byte now and then would keep a connection for ever.
 */
final class TimedConnection implements ConnectionContext {
  private static final ScopedValue<TimedConnection> CURRENT = ScopedValue.newInstance();
  private static final long NEVER = Long.MAX_VALUE;

  /** Room for what surrounds a body on the wire: chunk sizes and trailers. */
  private static final long FRAMING_BYTES = 64 << 10;

  /**
   * A client that is still sending learns of its answer only by a lingering close: many read
   * nothing before they have sent everything, and a connection that is closed earlier breaks under
   * them.
   */
  private static final Duration LINGER = Duration.ofSeconds(10);

  private static final Duration LINGER_PAUSE = Duration.ofSeconds(5);
  private static final long LINGER_BYTES = 256L << 20;

  /** What the client is doing, as far as reading from it is concerned. */
  private enum Phase {
    BETWEEN,
    HEAD,
    BODY
  }

  private final ConnectionContext inner;
  private final HttpLimits limits;
  private final LongSupplier nanoTime;
  private final Stint stint = new Stint();
  private final StrictReader reader = new StrictReader(this::read, stint);
  private final PacedWriter writer;
  private final PacedWriter.Pace pace;
  private final String client;
  private final Newcomers.Turn turn;

  private volatile Phase phase = Phase.BETWEEN;
  private volatile long phaseBegan;
  private long phaseBytes;
  private long bodyAllowance = FRAMING_BYTES;
  private boolean lingers;
  private boolean bodiless;
  private boolean endless;
  private Optional<ReadAhead> readAhead = Optional.empty();
  private volatile boolean spare;
  private volatile long deadline = NEVER;

  /**
   * @param channel what is read and written in the end, if it is known
   * @param client whose share of all connections this one belongs to
   * @param turn needed until its first request is understood
   */
  TimedConnection(
      ConnectionContext inner,
      HttpLimits limits,
      LongSupplier nanoTime,
      Optional<SocketChannel> channel,
      String client,
      Newcomers.Turn turn) {
    this.inner = inner;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.client = client;
    this.turn = turn;
    this.pace = new PacedWriter.Pace(limits.writeTime(), limits.writeBytesPerSecond());
    this.phaseBegan = nanoTime.getAsLong();
    this.writer = new PacedWriter(inner.dataWriter(), channel, this::within);
  }

  /** The connection that the current thread serves. */
  static TimedConnection current() {
    return CURRENT.get();
  }

  /** Runs what serves this connection. */
  void serve(Service service) throws InterruptedException {
    ScopedValue.where(CURRENT, this)
        .call(() -> {
          service.run();
          if (lingers) {
            linger();
          }
          return this;
        });
  }

  /** What runs on a connection's thread. */
  @FunctionalInterface
  interface Service {
    void run() throws InterruptedException;
  }

  String client() {
    return client;
  }

  Newcomers.Turn turn() {
    return turn;
  }

  /** Beyond its client's share: it gets one answer, soon. Said before it is served. */
  void makeSpare() {
    spare = true;
  }

  boolean spare() {
    return spare;
  }

  /** Whether it has been waiting for its client's next request for this long. */
  boolean idleFor(Duration time) {
    return phase == Phase.BETWEEN
        && waitsForClient()
        && nanoTime.getAsLong() - phaseBegan > time.toNanos();
  }

  /** Whether nothing happens here until its client sends or takes something. */
  boolean waitsForClient() {
    return deadline != NEVER;
  }

  /** The head is complete: what is read from now on is a body. */
  void headEnded() {
    enter(Phase.BODY);
    pace.begin();
    bodyAllowance = FRAMING_BYTES;
  }

  /** Lets the client send a body of this size. */
  void allowBody(long bytes) {
    bodyAllowance = 2 * bytes + FRAMING_BYTES;
  }

  /** The answer is sent: what is read from now on is the next request. */
  void requestEnded() {
    enter(Phase.BETWEEN);
    if (reader.available() > 0) {
      stint.pipelined();
    }
  }

  /** Whether the head that is being read is larger than allowed. */
  boolean headTooLarge() {
    return phase == Phase.HEAD && phaseBytes > limits.headerBytes();
  }

  /** Notes an answer that is given before the rest of the request is read. */
  void answeredDirectly(int status) {
    turn.settle();
    lingers = status == 413 || status == 414 || status == 415 || status == 431;
  }

  /** Notes whether the answer being sent is one that never has a body. */
  void bodiless(boolean now) {
    bodiless = now;
  }

  boolean bodiless() {
    return bodiless;
  }

  /** The answer being sent ends with the connection: no length is told. */
  void makeEndless() {
    endless = true;
  }

  boolean endless() {
    return endless;
  }

  /** Reads and forgets what the client still sends, within bounds of time, pause and size. */
  void linger() {
    enter(Phase.BODY);
    long end = nanoTime.getAsLong() + LINGER.toNanos();
    try {
      byte[] got;
      do {
        long pause = nanoTime.getAsLong() + LINGER_PAUSE.toNanos();
        deadline = end - pause < 0 ? end : pause;
        got = receive();
        int bytes = got == null ? 0 : got.length;
        phaseBytes += bytes;
        stint.discarded(bytes);
      } while (got != null && phaseBytes < LINGER_BYTES && nanoTime.getAsLong() - end < 0);
    } catch (UncheckedIOException _) {
      // gone, or cut off by the watch
    } finally {
      deadline = NEVER;
    }
  }

  /** Closes the connection if its client is late. Called from another thread. */
  void closeIfLate(long now) {
    if (deadline != NEVER && now - deadline > 0) {
      close();
    }
  }

  /** Closes the connection. Called from another thread. */
  void close() {
    try {
      serverSocket().close();
    } catch (UncheckedIOException _) {
      // closed by the other side in the meantime
    }
  }

  private void enter(Phase next) {
    phase = next;
    reader.inBody(next == Phase.BODY);
    phaseBegan = nanoTime.getAsLong();
    phaseBytes = 0;
  }

  @SuppressWarnings("NullAway") // the reader takes null for the end of data
  private byte[] read() {
    turn.giveUp();
    deadline = readDeadline();
    byte[] got;
    try {
      got = receive();
    } catch (UncheckedIOException e) {
      throw gone(e);
    } finally {
      deadline = NEVER;
    }
    if (got != null) {
      if (phase == Phase.BETWEEN) {
        enter(Phase.HEAD);
      }
      turn.take();
      phaseBytes += got.length;
      stint.read(got.length);
      if (phase == Phase.BODY && phaseBytes > bodyAllowance) {
        throw new CloseConnectionException("more than the body that was announced");
      }
    } else if (phase == Phase.HEAD) {
      throw new CloseConnectionException("the client left in the middle of a head");
    }
    return got;
  }

  @SuppressWarnings("NullAway") // the reader takes null for the end of data
  private byte[] receive() {
    Optional<ReadAhead> begun = readAhead;
    readAhead = Optional.empty();
    if (begun.isEmpty()) {
      return serverSocket().get();
    }
    try {
      return begun.get().take().orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the server stops", e);
    }
  }

  /**
   * Sets what is run, on another thread, when the client hangs up while its answer is waited for.
   * One that only sends nothing more is taken for such a one: what it is sent still reaches it.
   */
  void onHangUp(Runnable action) {
    if (readAhead.isEmpty()) {
      readAhead = Optional.of(new ReadAhead(serverSocket()));
    }
    readAhead.get().onEnd(action);
  }

  /** Without this, Helidon takes a connection that broke for a fault of ours and answers 500. */
  private static CloseConnectionException gone(UncheckedIOException e) {
    return new CloseConnectionException("the client is gone, or was late", e);
  }

  private long readDeadline() {
    return switch (phase) {
      case BETWEEN ->
          nanoTime.getAsLong() + (spare ? limits.headTime() : limits.idleTime()).toNanos();
      case HEAD -> phaseBegan + limits.headTime().toNanos();
      case BODY -> {
        Duration earned = limits.bodyTime().plusSeconds(phaseBytes / limits.bodyBytesPerSecond());
        long pause = nanoTime.getAsLong() + limits.bodyTime().toNanos();
        long whole = phaseBegan + earned.toNanos();
        yield whole - pause < 0 ? whole : pause;
      }
    };
  }

  @Override
  public StrictReader dataReader() {
    return reader;
  }

  @Override
  public PacedWriter dataWriter() {
    return writer;
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }

  /** Takes part of an answer within the time that its client has. */
  private void within(long bytes, Runnable writing) {
    long began = nanoTime.getAsLong();
    deadline = began + pace.leftNanos();
    try {
      writing.run();
    } catch (UncheckedIOException e) {
      throw gone(e);
    } finally {
      deadline = NEVER;
      pace.took(bytes, nanoTime.getAsLong() - began);
    }
  }
}
