package dev.afterglow.remote;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A job's id as a UUID, for vendors that take an id of ours in no other form: always the same for
 * the same job, so that a job whose answer was lost can be looked for. It is a hash (RFC 9562,
 * version 3) that says of itself to be of version 4, since some vendors take no other version.
 */
public final class JobUuid {
  private static final int VERSION_AT = 14;

  private JobUuid() {}

  /** The UUID of a job, 36 characters in lower case. */
  public static String of(String jobId) {
    String hash =
        UUID.nameUUIDFromBytes(("afterglow:" + jobId).getBytes(StandardCharsets.UTF_8)).toString();
    return hash.substring(0, VERSION_AT) + "4" + hash.substring(VERSION_AT + 1);
  }
}
