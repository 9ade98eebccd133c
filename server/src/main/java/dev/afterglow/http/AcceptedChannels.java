package dev.afterglow.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The channels of connections that have been accepted and not begun yet. Helidon shows a channel
 * only where it is accepted, and a connection only without its channel; here they find each other
 * by the addresses of both ends, which no two open connections share.
 */
final class AcceptedChannels {
  /** More than begin at once; those that never began are looked through then. */
  static final int MANY = 1_024;

  private final ConcurrentHashMap<Ends, SocketChannel> channels = new ConcurrentHashMap<>();

  private record Ends(SocketAddress local, SocketAddress remote) {}

  /** Takes in a channel that was just accepted. */
  void add(SocketChannel channel) {
    if (channels.size() >= MANY) {
      channels.values().removeIf(other -> !other.isOpen());
    }
    try {
      Ends ends = new Ends(channel.getLocalAddress(), channel.getRemoteAddress());
      if (channels.putIfAbsent(ends, channel) != null) {
        channels.remove(ends); // one of the two is broken, and nobody can tell which comes first
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the connection broke before it began", e);
    }
  }

  /**
   * The channel of a connection that begins, for bytes that are to pass by Helidon; empty if it is
   * not known beyond doubt.
   */
  Optional<SocketChannel> take(SocketAddress local, SocketAddress remote) {
    return Optional.ofNullable(channels.remove(new Ends(local, remote)));
  }

  /** How many have not begun yet. */
  int size() {
    return channels.size();
  }
}
