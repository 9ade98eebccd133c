package dev.afterglow.console;

import dev.afterglow.console.view.Chart;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Draws what came together by day. */
final class Charts {
  private static final int LEFT = 44;
  private static final int TOP = 12;
  private static final int BELOW = 26;
  private static final int LINES = 4;

  private Charts() {}

  private static final long CENT = 10_000;

  /**
   * Draws money.
   *
   * @param days micro-dollars of each series by day, in order
   * @param series how many series there are
   */
  static Chart money(
      Map<LocalDate, long[]> days, int series, int width, int height, int labelEvery) {
    return draw(days, series, width, height, labelEvery, CENT, Dollars::of);
  }

  /** Draws numbers; the same otherwise. */
  static Chart numbers(
      Map<LocalDate, long[]> days, int series, int width, int height, int labelEvery) {
    return draw(days, series, width, height, labelEvery, 1, Long::toString);
  }

  private static Chart draw(
      Map<LocalDate, long[]> days,
      int series,
      int width,
      int height,
      int labelEvery,
      long least,
      LongFunction<String> words) {
    long most = 1;
    for (long[] day : days.values()) {
      most = Math.max(most, sum(day));
    }
    long step = step(most, least);
    long top = (most + step - 1) / step * step;
    int floor = height - BELOW;
    int tall = floor - TOP;
    List<Chart.Grid> grid = new ArrayList<>();
    for (long at = 0; at <= top; at += step) {
      grid.add(new Chart.Grid((int) (floor - tall * at / top), words.apply(at)));
    }
    int column = (width - LEFT) / Math.max(1, days.size());
    List<Chart.Day> drawn = new ArrayList<>();
    int x = LEFT;
    for (Map.Entry<LocalDate, long[]> day : days.entrySet()) {
      int number = day.getKey().getDayOfMonth();
      String label = (number - 1) % labelEvery == 0 ? Integer.toString(number) : "";
      drawn.add(
          new Chart.Day(
              x,
              column,
              day.getKey() + " " + words.apply(sum(day.getValue())),
              label,
              bars(day.getValue(), floor, tall, top, series)));
      x += column;
    }
    return new Chart(width, height, grid, drawn);
  }

  /** From the floor up, with a pixel of air between the parts. */
  private static List<Chart.Bar> bars(long[] parts, int floor, int tall, long top, int series) {
    List<Chart.Bar> bars = new ArrayList<>();
    int at = floor;
    for (int i = 0; i < series; i++) {
      if (parts[i] > 0) {
        int high = (int) Math.max(2, tall * parts[i] / top);
        bars.add(new Chart.Bar(i % 4 + 1, at - high, Math.max(1, high - 1)));
        at -= high;
      }
    }
    return bars;
  }

  /** 1, 2 or 5 with zeros, so that there are few lines and round ones. */
  private static long step(long most, long least) {
    long step = least;
    int turn = 0;
    while (step * LINES < most) {
      step = turn % 3 == 1 ? step / 2 * 5 : step * 2;
      turn++;
    }
    return step;
  }

  private static long sum(long[] parts) {
    long sum = 0;
    for (long part : parts) {
      sum = Math.addExact(sum, part);
    }
    return sum;
  }
}
