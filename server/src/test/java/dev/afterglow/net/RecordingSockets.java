package dev.afterglow.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Sockets that note every address they are told to reach. Public addresses are played by a server
 * on this machine, so that no test leaves it.
 */
final class RecordingSockets implements Supplier<Socket> {
  final List<InetSocketAddress> connects = new CopyOnWriteArrayList<>();
  private final int stagePort;
  private final Optional<InetAddress> pretended;

  /** Sockets of which none ever connects. */
  RecordingSockets() {
    this(0);
  }

  /**
   * @param stagePort the port of the server that plays every address; 0 refuses all
   */
  RecordingSockets(int stagePort) {
    this.stagePort = stagePort;
    this.pretended = Optional.empty();
  }

  /** Sockets that say they reached this address, whatever they were told. */
  RecordingSockets(int stagePort, InetAddress reached) {
    this.stagePort = stagePort;
    this.pretended = Optional.of(reached);
  }

  @Override
  public Socket get() {
    return new Socket() {
      private InetAddress asked = InetAddress.getLoopbackAddress();

      @Override
      public void connect(SocketAddress endpoint, int timeout) throws IOException {
        InetSocketAddress to = (InetSocketAddress) endpoint;
        connects.add(to);
        asked = pretended.orElse(to.getAddress());
        if (stagePort == 0) {
          throw new IOException("no connection in this test");
        }
        super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), stagePort), timeout);
      }

      @Override
      public InetAddress getInetAddress() {
        return asked;
      }
    };
  }
}
