package dev.afterglow.engines.preview.prompt;

import dev.afterglow.engines.preview.scene.Hue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Numbers and colours that have been read and wait for the noun they belong to. */
final class Qualifiers {
  /** How far a number or a colour reaches to its noun, in characters. */
  private static final int REACH = 24;

  private OptionalInt count = OptionalInt.empty();
  private int countEnd;
  private final List<Hue> colours = new ArrayList<>();
  private int coloursEnd;

  void count(int number, int end) {
    count = OptionalInt.of(number);
    countEnd = end;
  }

  void colour(Hue hue, int end) {
    colours.add(hue);
    coloursEnd = end;
  }

  /** The number for a noun that begins here; whether it is in reach or not, it is used up. */
  OptionalInt takeCount(int at) {
    OptionalInt taken = at - countEnd <= REACH ? count : OptionalInt.empty();
    count = OptionalInt.empty();
    return taken;
  }

  /** The colour for a noun that begins here. */
  Optional<Hue> takeColour(int at) {
    return colours.isEmpty() || at - coloursEnd > REACH / 2
        ? Optional.empty()
        : Optional.of(colours.removeFirst());
  }

  /** The colours that found no noun in their clause. */
  List<Hue> endClause() {
    count = OptionalInt.empty();
    List<Hue> left = List.copyOf(colours);
    colours.clear();
    return left;
  }
}
