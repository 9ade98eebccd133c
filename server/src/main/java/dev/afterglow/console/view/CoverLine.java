package dev.afterglow.console.view;

import java.util.List;

/**
 * Which engines make films of one model, resolution and orientation, for each length.
 *
 * @param held the orientation in a word
 * @param size in pixels
 */
public record CoverLine(
    String model, String resolution, String held, String size, List<Cell> cells) {
  /**
   * One length.
   *
   * @param fromText the engines' names, first choice first; empty text for none
   * @param fromPicture the same for films that begin with a picture
   */
  public record Cell(int seconds, String fromText, String fromPicture) {}
}
