package dev.afterglow.engines;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Something that makes films from jobs: a protocol that can be implemented from this page alone.
 *
 * <p>Implementations are safe for use by many threads and keep their own bounds of time. They never
 * throw for what an engine may answer: outcomes are values. A method that throws all the same says
 * nothing about the job; the caller asks again later.
 *
 * <p>Only {@link #submit} may cost money. Everything else is free and may be repeated.
 */
public interface Engine extends AutoCloseable {
  /** The shortest pause between two questions; shorter ones are lengthened to this. */
  Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  /** The operator's name of this engine, unique in a server: lower-case letters, digits, dashes. */
  String name();

  /** What this engine can make. Pure data, no I/O. */
  Capabilities capabilities();

  /** How much this engine may be given. Pure data, no I/O. */
  Capacity capacity();

  /**
   * Hands a job over: at most one request that may cost money. Never called twice for one job
   * unless {@link #repeatable()} or an earlier answer proved that no job exists.
   */
  Submission submit(Job job);

  /** Asks how a job is. Free and repeatable. */
  Progress poll(EngineJob job);

  /**
   * Asks about a job that the engine never had, to find out whether it is there and lets us ask:
   * then the job is {@link Progress.Lost}. Free and repeatable.
   */
  default Progress probe(EngineJob stranger) {
    return poll(stranger);
  }

  /** Asks the engine to stop. Free and repeatable. */
  Cancellation cancel(EngineJob job);

  /**
   * Copies the finished film to a file that does not exist yet, and leaves no file behind if that
   * fails. Free and repeatable.
   */
  Fetched fetch(EngineJob job, Path target);

  /**
   * Looks for a job whose submission got no readable answer. Only engines that let callers name
   * their jobs can tell. Free and repeatable.
   */
  default Found find(JobKey key) {
    return new Found.Unanswerable();
  }

  /** Forgets a job whose film has been copied or is no longer wanted. Free and repeatable. */
  default void forget(EngineJob job) {}

  /** Whether submitting one job twice makes one film and costs nothing more. */
  default boolean repeatable() {
    return false;
  }

  /** Lets go of connections, threads and files. Jobs at the engine are not stopped. */
  @Override
  void close();

  /** The answer to a submission. */
  sealed interface Submission {
    /**
     * The engine works on it and is known to.
     *
     * @param costMicros what it will cost the operator in micro-dollars, where the engine says
     */
    record Accepted(Ticket ticket, OptionalLong costMicros) implements Submission {
      /** An engine that names no cost. */
      public Accepted(Ticket ticket) {
        this(ticket, OptionalLong.empty());
      }
    }

    /**
     * The engine answered, and certainly no job exists. Final for this engine.
     *
     * @param elsewhere whether another engine may try; never true for refused content
     */
    record Refused(Failure failure, boolean elsewhere) implements Submission {
      public Refused {
        if (elsewhere && failure.kind() == Failure.Kind.CONTENT_REFUSED) {
          throw new IllegalArgumentException("refused content is taken to no other engine");
        }
      }
    }

    /**
     * Certainly no job exists, and a later try may succeed.
     *
     * @param detail the engine's own words for the operator's log; never shown to a client
     * @param retryAfter at least {@link #SHORTEST_PAUSE}
     */
    record Unavailable(String detail, Duration retryAfter, Scope scope) implements Submission {
      public Unavailable {
        retryAfter = atLeastShortest(retryAfter);
      }
    }

    /** The request went out and no readable answer came back: a job may exist. */
    record Unknown(String detail) implements Submission {}
  }

  /** What it is that is unavailable. */
  enum Scope {
    /** This job only, such as one that does not fit at the moment. */
    JOB,
    /** The engine for every job: overloaded, out of order, out of reach. */
    ENGINE,
    /** The operator's key, account or balance at the engine: the engine pauses, no task fails. */
    CREDENTIAL
  }

  /** The answer to a poll. Each says when to ask next, at least {@link #SHORTEST_PAUSE} later. */
  sealed interface Progress {
    /** Waiting at the engine. */
    record Queued(Duration next) implements Progress {
      public Queued {
        next = atLeastShortest(next);
      }
    }

    /**
     * Being made.
     *
     * @param percent 0 to 99 where the engine says
     */
    record Running(OptionalInt percent, Duration next) implements Progress {
      public Running {
        next = atLeastShortest(next);
      }
    }

    /**
     * Made and ready to be fetched.
     *
     * @param made what {@link #fetch} needs, such as the film's address; the submission's ticket
     *     where nothing new was learned
     * @param costMicros what it cost the operator in micro-dollars, where the engine says
     */
    record Done(Ticket made, OptionalLong costMicros) implements Progress {
      /** An engine that names no cost. */
      public Done(Ticket made) {
        this(made, OptionalLong.empty());
      }
    }

    /**
     * The engine's own word that there will be no film.
     *
     * @param costMicros what it cost the operator all the same, where the engine says
     */
    record Failed(Failure failure, OptionalLong costMicros) implements Progress {
      /** An engine that names no cost. */
      public Failed(Failure failure) {
        this(failure, OptionalLong.empty());
      }
    }

    /** The engine knows no such job any more. */
    record Lost() implements Progress {}

    /** The poll failed, which says nothing about the job. */
    record Unreadable(String detail, Duration next) implements Progress {
      public Unreadable {
        next = atLeastShortest(next);
      }
    }
  }

  /** The answer to a request to stop. */
  sealed interface Cancellation {
    /** It stopped; there will be no film. */
    record Stopped() implements Cancellation {}

    /** It was asked; the next polls tell. */
    record Asked() implements Cancellation {}

    /** It had ended before. */
    record TooLate() implements Cancellation {}

    /** This engine cannot stop a job. */
    record Unsupported() implements Cancellation {}

    /** The request failed, which says nothing about the job; the caller asks again. */
    record Unreadable(String detail) implements Cancellation {}
  }

  /** The answer to a request for the film. */
  sealed interface Fetched {
    /** The whole film is in the file. */
    record Saved() implements Fetched {}

    /** It will never come. */
    record Gone(Failure failure) implements Fetched {}

    /** It did not come this time; {@code after} is at least {@link #SHORTEST_PAUSE}. */
    record Again(String detail, Duration after) implements Fetched {
      public Again {
        after = atLeastShortest(after);
      }
    }
  }

  /** The answer to the search for a job. */
  sealed interface Found {
    /** It exists. */
    record Here(Ticket ticket) implements Found {}

    /** The engine's certain word that it never got the job. */
    record Absent() implements Found {}

    /** The engine cannot tell, now or ever. */
    record Unanswerable() implements Found {}
  }

  private static Duration atLeastShortest(Duration pause) {
    return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
  }
}
