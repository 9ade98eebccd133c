package dev.afterglow.api;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.Handler;
import dev.afterglow.http.Method;
import dev.afterglow.http.Route;
import java.util.List;

/** Refuses new tasks where there is no room for them: they would end without their films. */
public record DiskGuard(DiskSpace disk) {
  /** The same handler where there is room, and 503 where there is none. */
  public Handler before(Handler create) {
    return exchange -> {
      if (!disk.room().takesTasks()) {
        throw ApiError.diskFull();
      }
      return create.handle(exchange);
    };
  }

  /**
   * The same routes, which on a full disk take nothing that would have to be kept; what is there
   * can be read.
   */
  public static List<Route> unlessFull(DiskSpace disk, List<Route> routes) {
    return routes.stream().map(route -> unlessFull(disk, route)).toList();
  }

  private static Route unlessFull(DiskSpace disk, Route route) {
    if (route.method() == Method.GET) {
      return route;
    }
    return route.by(exchange -> {
      if (disk.room() == DiskSpace.Room.FULL) {
        throw ApiError.diskFull();
      }
      return route.handler().handle(exchange);
    });
  }
}
