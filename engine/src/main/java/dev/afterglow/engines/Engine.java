package dev.afterglow.engines;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Something that makes films from jobs. Implementations are safe for use by many threads, keep
 * their own time bounds, and never throw for what an engine may answer: outcomes are values.
 */
public interface Engine {
  /** The operator's name of this engine, unique in a server: lower-case letters, digits, dashes. */
  String name();

  /** What this engine can make. Pure data, no I/O. */
  Grid grid();

  /**
   * Hands a job over: at most one request that may cost money. Never called twice for one job
   * unless {@link #repeatable()} or an earlier answer proved that no job exists.
   */
  Submission submit(Job job);

  /** Asks how a job is. Free and repeatable. */
  Progress poll(Ticket ticket);

  /** Asks the engine to stop. Free and repeatable. */
  Cancellation cancel(Ticket ticket);

  /**
   * Copies the finished film to a file that does not exist yet: an MP4 of the job's width and
   * height in pixels, as long as the job says within a second. Anything else counts as a failed
   * copy.
   *
   * @throws IOException if the copy is not whole; the caller may try again
   */
  void fetch(Ticket ticket, Path target) throws IOException;

  /**
   * Looks for a job whose submission got no readable answer. Only engines that let callers name
   * jobs.
   */
  default Found find(Job job) {
    return new Found.Unanswerable();
  }

  /** Forgets a job whose film has been copied or is no longer wanted. Free and repeatable. */
  default void forget(Ticket ticket) {}

  /** Whether submitting one job twice makes one film and costs nothing more. */
  default boolean repeatable() {
    return false;
  }

  /** The answer to a submission. */
  sealed interface Submission {
    /** The engine works on it and is known to. */
    record Accepted(Ticket ticket) implements Submission {}

    /** The engine answered, and certainly no job exists. Final for this engine. */
    record Refused(Failure failure) implements Submission {}

    /** Certainly no job exists, and a later try may succeed. */
    record Unavailable(String detail, Duration retryAfter) implements Submission {}

    /** The request went out and no readable answer came back: a job may exist. */
    record Unknown(String detail) implements Submission {}
  }

  /** The answer to a poll. */
  sealed interface Progress {
    /** Waiting at the engine. */
    record Queued() implements Progress {}

    /**
     * Being made.
     *
     * @param percent 0 to 99 where the engine says
     */
    record Running(OptionalInt percent) implements Progress {}

    /** Made and ready to be fetched. */
    record Done() implements Progress {}

    /** The engine's own word that there will be no film. */
    record Failed(Failure failure) implements Progress {}

    /** The engine knows no such job any more. */
    record Lost() implements Progress {}

    /** The poll failed, which says nothing about the job. */
    record Unreadable(String detail, Duration retryAfter) implements Progress {}
  }

  /** The answer to the search for a job. */
  sealed interface Found {
    /** It exists. */
    record Here(Ticket ticket) implements Found {}

    /** The engine's certain word that it never got the job. */
    record Absent() implements Found {}

    /** The engine cannot tell. */
    record Unanswerable() implements Found {}
  }

  /** The answer to a request to stop. */
  enum Cancellation {
    /** It stopped; there will be no film. */
    STOPPED,
    /** It was asked; the next polls tell. */
    ASKED,
    /** It had ended before. */
    TOO_LATE,
    /** This engine cannot stop a job. */
    UNSUPPORTED
  }

  /** How long to wait between two polls of one job. */
  default Duration pollInterval() {
    return Duration.ofSeconds(2);
  }

  /** How many jobs this engine is given at once, at least 1. */
  int concurrency();
}
