package dev.afterglow.console.view;

import java.util.List;

/**
 * A drawn chart of stacked bars, in pixels of its view box.
 *
 * @param grid lines that go across, with what they stand for
 * @param days one for each day, from the left
 */
public record Chart(int width, int height, List<Grid> grid, List<Day> days) {
  /** A line across. */
  public record Grid(int y, String label) {}

  /**
   * A day.
   *
   * @param tip what is told of it when the pointer rests there
   * @param label below it; empty text for none
   */
  public record Day(int x, int width, String tip, String label, List<Bar> bars) {}

  /**
   * A part of a day's bar.
   *
   * @param series which colour, from 1
   */
  public record Bar(int series, int y, int height) {}
}
