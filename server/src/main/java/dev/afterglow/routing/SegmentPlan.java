package dev.afterglow.routing;

import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How an engine makes a film: the size it is asked for, and one segment after the other.
 *
 * @param segments at least one; more than one where each goes on from the last frame of the one
 *     before
 */
public record SegmentPlan(Size size, List<Segment> segments) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,6})x(\\d{1,6}) (\\d{1,5}:\\d{1,5}(?:,\\d{1,5}:\\d{1,5})*)");

  /**
   * One part of a film.
   *
   * @param askedSeconds the length the engine is asked for
   * @param wantedSeconds how much of it is kept, at most {@code askedSeconds}
   */
  public record Segment(int askedSeconds, int wantedSeconds) {
    public Segment {
      if (wantedSeconds < 1 || askedSeconds < wantedSeconds) {
        throw new IllegalArgumentException(
            "segment: " + askedSeconds + " s for " + wantedSeconds + " s (expected: enough)");
      }
    }
  }

  public SegmentPlan {
    segments = List.copyOf(segments);
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("segments: none (expected: at least one)");
    }
  }

  /** What the engine is asked for in one segment, counted from 0. */
  public NativeFormat format(int segment) {
    return new NativeFormat(size.width(), size.height(), segments.get(segment).askedSeconds());
  }

  /** How many segments there are. */
  public int count() {
    return segments.size();
  }

  /** The plan in one line, such as {@code 1280x720 8:8,8:8,8:4}. */
  public String text() {
    return size.width()
        + "x"
        + size.height()
        + " "
        + segments.stream()
            .map(segment -> segment.askedSeconds() + ":" + segment.wantedSeconds())
            .collect(Collectors.joining(","));
  }

  /**
   * The plan of this {@link #text}.
   *
   * @throws IllegalArgumentException if it is not the text of a plan
   */
  public static SegmentPlan parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a plan: " + text);
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : matcher.group(3).split(",", -1)) {
      int[] seconds = Arrays.stream(part.split(":", -1)).mapToInt(Integer::parseInt).toArray();
      segments.add(new Segment(seconds[0], seconds[1]));
    }
    return new SegmentPlan(
        new Size(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))), segments);
  }
}
