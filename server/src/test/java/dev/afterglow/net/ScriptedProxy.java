package dev.afterglow.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on a loopback socket whose tunnels all lead to one port of this machine. */
final class ScriptedProxy implements AutoCloseable {
  private final ServerSocket listening;
  private final List<String> heads = new CopyOnWriteArrayList<>();

  private ScriptedProxy(int port) throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(port));
  }

  static ScriptedProxy leadingTo(int port) throws IOException {
    return new ScriptedProxy(port);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The first line of each request. */
  List<String> heads() {
    return List.copyOf(heads);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept(int port) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client, port));
      } catch (IOException _) {
        // closed, or a client that left
      }
    }
  }

  private void serve(Socket client, int port) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) client.getInputStream().read());
      }
      heads.add(head.toString().lines().findFirst().orElse(""));
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Yes\r\nX: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Thread back = Thread.ofVirtual().start(() -> pipe(server, client));
      pipe(client, server);
      back.join();
    } catch (IOException _) {
      // One of the two left.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pipe(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException _) {
      // One of the two left.
    }
  }
}
