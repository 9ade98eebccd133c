package dev.afterglow.media.finishing;

import dev.afterglow.media.finishing.ChildProcesses.End;
import dev.afterglow.media.finishing.Unfinished.Again;
import dev.afterglow.media.finishing.Unfinished.Unusable;

/** Whose fault the end of a child process is. */
final class Endings {
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final int KILLED = 128 + 9;
  private static final int TERMINATED = 128 + 15;

  private Endings() {}

  /** What an end other than success means for the film. */
  static Unfinished unfinished(End end) {
    return switch (end) {
      case End.Exited(int code, String errors) ->
          machines(code, errors) ? new Again(reason(end)) : new Unusable(reason(end));
      case End.TimedOut _, End.Stopped _ -> new Again(reason(end));
      case End.TooMuchOutput _ -> new Unusable(reason(end));
    };
  }

  /** An end in words, for the log. */
  static String reason(End end) {
    return switch (end) {
      case End.Exited(int code, String errors) -> "ffmpeg ended with " + code + ": " + errors;
      case End.TimedOut(var time) -> "ffmpeg was not ready after " + time.toSeconds() + " s";
      case End.TooMuchOutput _ -> "more packets than a film has";
      case End.Stopped _ -> "the server is stopping";
    };
  }

  /** A full disk, a missing program, or somebody who kills; all else is the film's. */
  private static boolean machines(int code, String errors) {
    return switch (code) {
      case ChildProcesses.NOT_BOUNDED, NOT_EXECUTABLE, NOT_FOUND, KILLED, TERMINATED -> true;
      default ->
          errors.contains("No space left on device") || errors.contains("Disk quota exceeded");
    };
  }
}
