package dev.afterglow.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between clients and one port of this machine that can be slow, break, or become silent
 * without anybody being told.
 */
public final class UnreliableProxy implements AutoCloseable {
  private static final int BLOCK = 16 * 1024;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> dead = ConcurrentHashMap.newKeySet();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean silent;
  private volatile boolean refusing;

  /** Listens on a free port and forwards to this one. */
  public UnreliableProxy(int target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where clients connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** From now on every block is held back for so long. */
  public void delay(Duration each) {
    delay = each;
  }

  /** Breaks every connection. */
  public void cut() {
    open.forEach(UnreliableProxy::end);
  }

  /** From now on nothing arrives any more, in either direction, and no connection ends for it. */
  public void silence() {
    silent = true;
  }

  /** As {@link #silence}, for the connections that are open now; new ones are well. */
  public void silenceOpen() {
    dead.addAll(open);
  }

  /** From now on no connection is accepted. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** From now on all is well with new connections; those that were silent are broken. */
  public void heal() {
    delay = Duration.ZERO;
    refusing = false;
    if (silent) {
      silent = false;
      cut();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        if (refusing) {
          end(client);
        } else {
          Thread.ofVirtual().start(() -> connect(client));
        }
      }
    } catch (IOException closed) {
      cut();
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread.ofVirtual().start(() -> forward(server, client));
      forward(client, server);
    } catch (IOException e) {
      end(client);
      end(server);
    }
  }

  private void forward(Socket from, Socket to) {
    byte[] block = new byte[BLOCK];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        if (!delay.isZero()) {
          LockSupport.parkNanos(delay.toNanos());
        }
        if (!silent && !dead.contains(from)) {
          out.write(block, 0, read);
          out.flush();
        }
      }
    } catch (IOException e) {
      // one of both is gone
    } finally {
      if (!silent) {
        end(from);
        end(to);
      }
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it was broken
    }
  }

  @Override
  public void close() {
    end(listener);
    cut();
  }

  private static void end(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it was broken
    }
  }
}
