package dev.afterglow.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A program that has taken the port of a server which died between two connections: the first is
 * still the server's, as a proof goes to it and its answer comes back; every later one is its own.
 */
final class Impostor implements AutoCloseable {
  private final ServerSocket listening;
  private final int server;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private Impostor(int server) throws IOException {
    this.listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    this.server = server;
  }

  /** Passes one connection on to this port. */
  static Impostor onceInFrontOf(int server) throws IOException {
    Impostor impostor = new Impostor(server);
    Thread.ofVirtual().start(impostor::listen);
    return impostor;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** All that was sent to it on connections of its own. */
  String heard() {
    return String.join("", heard);
  }

  private void listen() {
    try (Socket client = listening.accept();
        Socket behind = new Socket(listening.getInetAddress(), server)) {
      Thread answers = Thread.ofVirtual().start(() -> copy(behind, client));
      copy(client, behind);
      answers.join();
    } catch (IOException | InterruptedException _) {
      return;
    }
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        answer(client);
      } catch (IOException _) {
        // the next one
      }
    }
  }

  /** Until the sender has nothing more; then the other side learns of it. */
  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException _) {
      // closed
    }
  }

  /** Hears everything and says to each request that all is done. */
  private void answer(Socket client) throws IOException {
    byte[] block = new byte[64 << 10];
    InputStream in = client.getInputStream();
    int got = in.read(block);
    while (got > 0) {
      heard.add(new String(block, 0, got, ISO_8859_1));
      String done = "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"id\":\"o1\"}";
      client.getOutputStream().write(done.getBytes(ISO_8859_1));
      got = in.read(block);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
