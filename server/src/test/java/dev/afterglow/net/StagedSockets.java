package dev.afterglow.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Sockets that reach an engine on this machine as it is, while another server on this machine plays
 * every other address.
 */
final class StagedSockets implements Supplier<Socket> {
  final List<InetSocketAddress> connects = new CopyOnWriteArrayList<>();
  private final int enginePort;
  private final int stagePort;

  StagedSockets(int enginePort, int stagePort) {
    this.enginePort = enginePort;
    this.stagePort = stagePort;
  }

  @Override
  public Socket get() {
    return new Socket() {
      private InetAddress asked = InetAddress.getLoopbackAddress();

      @Override
      public void connect(SocketAddress endpoint, int timeout) throws IOException {
        InetSocketAddress to = (InetSocketAddress) endpoint;
        connects.add(to);
        asked = to.getAddress();
        int port = to.getPort() == enginePort ? enginePort : stagePort;
        super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
      }

      @Override
      public InetAddress getInetAddress() {
        return asked;
      }
    };
  }
}
