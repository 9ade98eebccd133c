package dev.afterglow.engines.preview.letters;

import java.awt.Font;

/**
 * A part of a line in one font and one direction.
 *
 * @param from its first char's index in the line
 * @param to the index behind its last char
 * @param level of the bidirectional algorithm: odd is from right to left
 */
record Piece(Font face, int from, int to, byte level) {
  int flags() {
    return level % 2 == 1 ? Font.LAYOUT_RIGHT_TO_LEFT : Font.LAYOUT_LEFT_TO_RIGHT;
  }
}
