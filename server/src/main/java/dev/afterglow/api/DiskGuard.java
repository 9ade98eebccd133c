package dev.afterglow.api;

import dev.afterglow.files.DiskSpace;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Handler;
import dev.afterglow.text.Text;

/** Refuses new tasks on a full disk, where they would end without their films. */
public record DiskGuard(DiskSpace disk) {
  private static final int RETRY_SECONDS = 60;

  /** The same handler where there is room, and 503 where there is none. */
  public Handler before(Handler create) {
    return exchange -> {
      if (disk.room() == DiskSpace.Room.NONE) {
        throw ApiError.of(ErrorKind.UNAVAILABLE, Text.of("disk.full")).retryAfter(RETRY_SECONDS);
      }
      return create.handle(exchange);
    };
  }
}
