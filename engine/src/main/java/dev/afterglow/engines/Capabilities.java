package dev.afterglow.engines;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * What an engine can make, in its own sizes and lengths. Pure data; which public model an engine
 * serves is not its matter.
 *
 * @param sizes the sizes it makes
 * @param lengths the lengths it makes
 * @param framesPerSecond where the engine has one fixed rate
 * @param fromText whether it makes a film from a prompt alone
 * @param fromPicture whether it can start from a picture
 * @param audio whether its films have sound
 * @param chain whether a film may be continued from its last frame by another job
 */
public record Capabilities(
    Sizes sizes,
    Lengths lengths,
    OptionalInt framesPerSecond,
    boolean fromText,
    boolean fromPicture,
    boolean audio,
    boolean chain) {

  public Capabilities {
    if (!fromText && !fromPicture) {
      throw new IllegalArgumentException("capabilities: neither from text nor from a picture");
    }
    if (chain && !fromPicture) {
      throw new IllegalArgumentException("capabilities: a chain needs films from a picture");
    }
    if (framesPerSecond.isPresent() && framesPerSecond.getAsInt() < 1) {
      throw new IllegalArgumentException("frames per second: " + framesPerSecond.getAsInt());
    }
  }

  /** Every size and length of the Sora-2 API, with sound, from text and from a picture. */
  public static Capabilities everything() {
    List<Size> sizes =
        Arrays.stream(Resolution.values())
            .flatMap(resolution ->
                Arrays.stream(Orientation.values())
                    .map(held -> new Size(resolution.width(held), resolution.height(held))))
            .toList();
    return new Capabilities(
        new Sizes.Listed(sizes),
        new Lengths.Listed(VideoFormat.SECONDS),
        OptionalInt.empty(),
        true,
        true,
        true,
        false);
  }

  /** Whether exactly this can be made, with or without a picture to start from. */
  public boolean covers(NativeFormat format, boolean picture) {
    return (picture ? fromPicture : fromText)
        && sizes.covers(new Size(format.width(), format.height()))
        && lengths.covers(format.seconds());
  }

  /** The sizes that an engine makes. */
  public sealed interface Sizes {
    /** Whether exactly this size can be made. */
    boolean covers(Size size);

    /** These and no others. */
    record Listed(List<Size> sizes) implements Sizes {
      public Listed {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty()) {
          throw new IllegalArgumentException("sizes: none (expected: at least one)");
        }
      }

      @Override
      public boolean covers(Size size) {
        return sizes.contains(size);
      }
    }

    /**
     * Every size within bounds.
     *
     * @param multiple what both sides must be a multiple of, at least 1
     * @param shortest the shortest side in pixels
     * @param longest the longest side in pixels
     * @param mostPixels the largest product of both sides
     */
    record Free(int multiple, int shortest, int longest, long mostPixels) implements Sizes {
      public Free {
        if (multiple < 1 || shortest < 1 || longest < shortest || mostPixels < 1) {
          throw new IllegalArgumentException("sizes: bounds that no size is within");
        }
      }

      @Override
      public boolean covers(Size size) {
        return side(size.width()) && side(size.height()) && size.pixels() <= mostPixels;
      }

      private boolean side(int pixels) {
        return pixels % multiple == 0 && pixels >= shortest && pixels <= longest;
      }
    }
  }

  /** The lengths that an engine makes, in whole seconds. */
  public sealed interface Lengths {
    /** Whether exactly this length can be made. */
    boolean covers(int seconds);

    /** The shortest length that is at least so long; empty if there is none. */
    OptionalInt atLeast(int seconds);

    /** The longest length. */
    int longest();

    /** These and no others, in any order. */
    record Listed(List<Integer> seconds) implements Lengths {
      public Listed {
        seconds = List.copyOf(new TreeSet<>(seconds));
        if (seconds.isEmpty() || seconds.getFirst() < 1) {
          throw new IllegalArgumentException("seconds: " + seconds + " (expected: 1 or more)");
        }
      }

      @Override
      public boolean covers(int length) {
        return seconds.contains(length);
      }

      @Override
      public OptionalInt atLeast(int length) {
        return seconds.stream().mapToInt(Integer::intValue).filter(s -> s >= length).findFirst();
      }

      @Override
      public int longest() {
        return seconds.getLast();
      }
    }

    /** Every length from the shortest to the longest. */
    record Between(int shortest, int longest) implements Lengths {
      public Between {
        if (shortest < 1 || longest < shortest) {
          throw new IllegalArgumentException("seconds: " + shortest + " to " + longest);
        }
      }

      @Override
      public boolean covers(int length) {
        return length >= shortest && length <= longest;
      }

      @Override
      public OptionalInt atLeast(int length) {
        return length <= longest ? OptionalInt.of(Math.max(length, shortest)) : OptionalInt.empty();
      }
    }
  }
}
