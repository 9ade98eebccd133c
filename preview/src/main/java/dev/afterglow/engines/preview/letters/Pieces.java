package dev.afterglow.engines.preview.letters;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Divides a line into pieces of one font and one direction, in the order of reading. */
final class Pieces {
  private final String text;
  private final Faces faces;
  private final List<Piece> all = new ArrayList<>();

  Pieces(String text, Faces faces) {
    this.text = text;
    this.faces = faces;
  }

  List<Piece> all() {
    return all;
  }

  /** Adds a run of one direction. */
  void add(int from, int to, byte level) throws IOException, FontFormatException {
    int start = from;
    while (start < to) {
      UnicodeScript script = scriptFrom(start, to);
      int end = endOf(script, start, to);
      cover(start, end, level, faces.of(script));
      start = end;
    }
  }

  /** The script of the first letter that has one: signs before it go with it. */
  private UnicodeScript scriptFrom(int from, int to) {
    return text.substring(from, to)
        .codePoints()
        .mapToObj(UnicodeScript::of)
        .filter(script -> !isShared(script))
        .findFirst()
        .orElse(UnicodeScript.COMMON);
  }

  private int endOf(UnicodeScript script, int from, int to) {
    int end = from;
    while (end < to) {
      int letter = text.codePointAt(end);
      UnicodeScript own = UnicodeScript.of(letter);
      if (!isShared(own) && own != script) {
        break;
      }
      end += Character.charCount(letter);
    }
    return end;
  }

  private static boolean isShared(UnicodeScript script) {
    return script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED;
  }

  /** Gives every letter, with the marks on it, the first face that has it; none leaves it out. */
  private void cover(int from, int to, byte level, List<Font> candidates) {
    // a face for a whole word, where there is one, so that a single letter does not stand out
    List<Font> order = new ArrayList<>(candidates);
    candidates.stream()
        .filter(face -> shows(face, from, to, false))
        .findFirst()
        .ifPresent(face -> {
          order.remove(face);
          order.addFirst(face);
        });
    int start = from;
    while (start < to) {
      int first = start;
      int end = clusterEnd(start, to);
      Optional<Font> face =
          order.stream().filter(each -> shows(each, first, end, true)).findFirst();
      face.ifPresent(each -> append(new Piece(each, first, end, level)));
      start = end;
    }
  }

  private boolean shows(Font face, int from, int to, boolean shared) {
    return text.substring(from, to)
        .codePoints()
        .filter(letter -> shared || !isShared(UnicodeScript.of(letter)))
        .allMatch(letter -> isInvisible(letter) || face.canDisplay(letter));
  }

  private int clusterEnd(int from, int to) {
    int end = from + Character.charCount(text.codePointAt(from));
    while (end < to) {
      int letter = text.codePointAt(end);
      if (!isMark(letter) && !isInvisible(letter)) {
        break;
      }
      end += Character.charCount(letter);
    }
    return end;
  }

  private static boolean isMark(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /** Joiners shape their neighbours, selectors choose among pictures; neither is one itself. */
  private static boolean isInvisible(int letter) {
    return Character.getType(letter) == Character.FORMAT || (letter >= 0xFE00 && letter <= 0xFE0F);
  }

  private void append(Piece piece) {
    if (!all.isEmpty()) {
      Piece last = all.getLast();
      if (last.face().equals(piece.face())
          && last.level() == piece.level()
          && last.to() == piece.from()) {
        all.removeLast();
        all.add(new Piece(last.face(), last.from(), piece.to(), last.level()));
        return;
      }
    }
    all.add(piece);
  }
}
