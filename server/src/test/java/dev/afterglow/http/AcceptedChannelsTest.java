package dev.afterglow.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is sent what another connection asked for. */
final class AcceptedChannelsTest {
  private final AcceptedChannels channels = new AcceptedChannels();
  private final List<SocketChannel> opened = new ArrayList<>();
  private ServerSocketChannel server;

  @BeforeEach
  void listen() throws IOException {
    server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    for (SocketChannel channel : opened) {
      channel.close();
    }
  }

  @Test
  void eachConnectionFindsItsOwnOnce() throws IOException {
    SocketChannel first = accepted();
    SocketChannel second = accepted();
    channels.add(first);
    channels.add(second);
    assertEquals(Optional.of(second), take(second));
    assertEquals(Optional.of(first), take(first));
    assertEquals(Optional.empty(), take(first));
    assertEquals(0, channels.size());
  }

  @Test
  void twoWithTheSameEndsFindNone() throws IOException {
    SocketChannel channel = accepted();
    channels.add(channel);
    channels.add(channel);
    assertEquals(Optional.empty(), take(channel));
  }

  @Test
  void thoseThatNeverBeganAreForgotten() throws IOException {
    for (int i = 0; i <= AcceptedChannels.MANY; i++) {
      try (SocketChannel channel = accepted()) {
        channels.add(channel);
      }
    }
    assertEquals(1, channels.size());
  }

  @Test
  void whatIsClosedAlreadyIsNotTakenIn() throws IOException {
    SocketChannel channel = accepted();
    channel.close();
    assertThrows(UncheckedIOException.class, () -> channels.add(channel));
  }

  private Optional<SocketChannel> take(SocketChannel channel) throws IOException {
    return channels.take(channel.getLocalAddress(), channel.getRemoteAddress());
  }

  private SocketChannel accepted() throws IOException {
    opened.add(SocketChannel.open(server.getLocalAddress()));
    SocketChannel channel = server.accept();
    opened.add(channel);
    return channel;
  }
}
