package dev.afterglow.net;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;

/** A loopback server that reads one request head and then writes whatever its script says. */
final class ScriptedServer implements AutoCloseable {
  /** Writes an answer; the connection is closed when it returns or throws. */
  interface Script {
    void answer(List<String> head, OutputStream out) throws IOException;
  }

  final List<List<String>> heads = new CopyOnWriteArrayList<>();

  /** The server names that TLS clients asked for. */
  final List<SNIServerName> names = new CopyOnWriteArrayList<>();

  private final ServerSocket listening;

  ScriptedServer(Script script) throws IOException {
    this(ServerSocketFactory.getDefault(), script);
  }

  ScriptedServer(ServerSocketFactory sockets, Script script) throws IOException {
    listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(script));
  }

  /** A server that answers every request with the same bytes. */
  static ScriptedServer saying(String head, byte[] body) throws IOException {
    return new ScriptedServer((request, out) -> {
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
    });
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept(Script script) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client, script));
      } catch (IOException _) {
        // closed, or a client that left: the next round tells
      }
    }
  }

  private void serve(Socket client, Script script) {
    try (client) {
      var lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> head = new ArrayList<>();
      for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
        head.add(line);
        line = lines.readLine();
      }
      if (head.isEmpty()) {
        return; // a client that connected and left without a word has asked for nothing
      }
      heads.add(head);
      if (client instanceof SSLSocket tls && tls.getSession() instanceof ExtendedSSLSession asked) {
        names.addAll(asked.getRequestedServerNames());
      }
      script.answer(head, client.getOutputStream());
      client.getOutputStream().flush();
    } catch (IOException _) {
      // The client broke off, as many tests want it to.
    }
  }
}
