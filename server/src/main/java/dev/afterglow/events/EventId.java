package dev.afterglow.events;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the {@code id:} of an event says: which state of a task it told of. A client that comes back
 * with it is told only what is newer, also by a server that was started anew and remembers nothing.
 *
 * @param revision of the task
 * @param percent how far the task was
 * @param position in the queue, from 1; 0 if it did not wait
 * @param stopping whether its owner had asked for an end
 */
record EventId(int revision, int percent, int position, boolean stopping) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,3})-(\\d{1,9})(s?)");

  static EventId of(Snapshot seen) {
    return new EventId(
        seen.task().revision(),
        seen.task().progressPercent(),
        seen.ahead().isPresent() ? seen.ahead().getAsInt() + 1 : 0,
        seen.task().cancelRequested());
  }

  /** Reads {@code Last-Event-ID}; what is not one of ours counts as none. */
  static Optional<EventId> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new EventId(
                Integer.parseInt(form.group(1)),
                Math.min(100, Integer.parseInt(form.group(2))),
                Integer.parseInt(form.group(3)),
                !form.group(4).isEmpty()))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return revision + "-" + percent + "-" + position + (stopping ? "s" : "");
  }
}
