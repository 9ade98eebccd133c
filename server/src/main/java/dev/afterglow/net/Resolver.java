package dev.afterglow.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Looks a host name up, once for each connection. */
@FunctionalInterface
public interface Resolver {
  /**
   * All addresses of a name, in the order in which to try them.
   *
   * @throws UnknownHostException if there is none, or none came in time
   */
  List<InetAddress> resolve(String name, Duration patience) throws UnknownHostException;
}
