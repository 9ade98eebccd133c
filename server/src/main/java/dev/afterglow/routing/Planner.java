package dev.afterglow.routing;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capabilities.Lengths;
import dev.afterglow.engines.Capabilities.Sizes;
import dev.afterglow.engines.Size;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.routing.SegmentPlan.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Decides how one engine is asked for a film: exactly as ordered where it can, else as little more
 * as possible, else as a chain of segments. What exceeds the order is cut off afterwards.
 */
final class Planner {
  /** More of them are not joined: each seam is a little loss. */
  private static final int MOST_PARTS = 10;

  private final double mostUpscale;

  /**
   * @param mostUpscale by how much a film may be enlarged afterwards; 1 for never
   */
  Planner(double mostUpscale) {
    if (!(mostUpscale >= 1)) {
      throw new IllegalArgumentException("upscale: " + mostUpscale + " (expected: 1 or more)");
    }
    this.mostUpscale = mostUpscale;
  }

  /**
   * Empty if the engine cannot make such films.
   *
   * @param maxOvershoot how much longer than ordered a film made in one piece may be
   */
  Optional<SegmentPlan> plan(Capabilities can, Cell cell, Duration maxOvershoot) {
    if (cell.picture() ? !can.fromPicture() : !can.fromText()) {
      return Optional.empty();
    }
    Optional<Size> size = size(can.sizes(), cell.format());
    List<Segment> segments = segments(can, cell.format().seconds(), maxOvershoot);
    return size.isEmpty() || segments.isEmpty()
        ? Optional.empty()
        : Optional.of(new SegmentPlan(size.get(), segments));
  }

  private static List<Segment> segments(Capabilities can, int ordered, Duration maxOvershoot) {
    OptionalInt one = can.lengths().atLeast(ordered);
    if (one.isPresent()
        && Duration.ofSeconds(one.getAsInt() - ordered).compareTo(maxOvershoot) <= 0) {
      return List.of(new Segment(one.getAsInt(), ordered));
    }
    return can.chain() ? chain(can.lengths(), ordered) : List.of();
  }

  /** The longest parts that fit, and what is left of one that does not. */
  private static List<Segment> chain(Lengths lengths, int ordered) {
    List<Segment> chain = new ArrayList<>();
    int left = ordered;
    while (left > 0) {
      OptionalInt whole = IntStream.rangeClosed(1, left).filter(lengths::covers).max();
      if (whole.isEmpty() && chain.isEmpty()) {
        return List.of(); // one part, and too long
      }
      int asked = whole.orElse(lengths.atLeast(left).orElse(lengths.longest()));
      chain.add(new Segment(asked, Math.min(asked, left)));
      left -= asked;
    }
    return chain.size() > MOST_PARTS ? List.of() : chain;
  }

  private Optional<Size> size(Sizes sizes, VideoFormat ordered) {
    Size exact = new Size(ordered.width(), ordered.height());
    if (sizes.covers(exact)) {
      return Optional.of(exact);
    }
    return switch (sizes) {
      case Sizes.Listed(List<Size> listed) -> closest(listed, exact);
      case Sizes.Free free -> within(free, exact);
    };
  }

  /** The smallest that covers the order, else the one that has to be enlarged least. */
  private Optional<Size> closest(List<Size> listed, Size ordered) {
    Optional<Size> larger =
        listed.stream()
            .filter(size -> enlargement(size, ordered) <= 1)
            .min(Comparator.comparingLong(Size::pixels));
    return larger.isPresent()
        ? larger
        : listed.stream()
            .filter(size -> enlargement(size, ordered) <= mostUpscale)
            .min(Comparator.comparingDouble(size -> enlargement(size, ordered)));
  }

  private Optional<Size> within(Sizes.Free free, Size ordered) {
    for (double factor : new double[] {1, mostUpscale}) {
      Size size =
          new Size(
              rounded(ordered.width() / factor, free), rounded(ordered.height() / factor, free));
      if (free.covers(size) && enlargement(size, ordered) <= mostUpscale) {
        return Optional.of(size);
      }
    }
    return Optional.empty();
  }

  private static int rounded(double pixels, Sizes.Free free) {
    int wanted = (int) Math.ceil(Math.max(pixels, free.shortest()));
    return Math.ceilDiv(wanted, free.multiple()) * free.multiple();
  }

  /** By how much a film of one size has to be enlarged to cover another. */
  private static double enlargement(Size size, Size ordered) {
    return Math.max(
        (double) ordered.width() / size.width(), (double) ordered.height() / size.height());
  }
}
