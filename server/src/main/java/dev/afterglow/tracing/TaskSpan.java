package dev.afterglow.tracing;

import dev.afterglow.sql.Fingerprint;
import dev.afterglow.tasks.TaskIds;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A span of a task. Trace and span follow from the task's id alone: the 128 bits of its ULID are
 * the trace, so that whatever process speaks of a task, before a restart or after it, on this node
 * or another, speaks of the same trace, and nothing has to be stored for that.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 */
record TaskSpan(String traceId, String spanId) {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;

  /** What asked for it: the root. */
  static TaskSpan request(String taskId) {
    return of(taskId, "request");
  }

  /** The task from its acceptance to its end. */
  static TaskSpan task(String taskId) {
    return of(taskId, "task");
  }

  /** Its wait in the queue. */
  static TaskSpan queue(String taskId) {
    return of(taskId, "queue");
  }

  /** What one engine was asked for once. */
  static TaskSpan attempt(String taskId, int seq) {
    return of(taskId, "attempt " + seq);
  }

  /** The attempt that a job's id names; empty for jobs of no task. */
  static Optional<TaskSpan> ofJob(String jobId) {
    int dash = jobId.lastIndexOf('-');
    return dash > 0 && TaskIds.wellFormed(jobId.substring(0, dash))
        ? Optional.of(of(jobId.substring(0, dash), "attempt " + jobId.substring(dash + 1)))
        : Optional.empty();
  }

  private static TaskSpan of(String taskId, String what) {
    BigInteger ulid = BigInteger.ZERO;
    for (int at = taskId.indexOf('_') + 1; at < taskId.length(); at++) {
      ulid = ulid.shiftLeft(5).or(BigInteger.valueOf(DIGITS.indexOf(taskId.charAt(at))));
    }
    String hex = ulid.toString(16);
    String trace = "0".repeat(Math.max(0, TRACE_DIGITS - hex.length())) + hex;
    return new TaskSpan(trace, Fingerprint.of(taskId + " " + what).substring(0, SPAN_DIGITS));
  }
}
