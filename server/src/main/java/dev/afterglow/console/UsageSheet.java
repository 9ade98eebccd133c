package dev.afterglow.console;

import dev.afterglow.console.view.UsageDay;
import dev.afterglow.console.view.UsageRow;
import dev.afterglow.tasks.store.UsageReport;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A month's films told apart by one of their parts: the greatest of them get colours of their own,
 * and all the others one together.
 */
final class UsageSheet {
  /** As many as there are colours that can be told apart. */
  private static final int COLOURS = 4;

  private final YearMonth month;
  private final Map<String, List<UsageReport.Line>> parts;
  private final List<String> order;
  private final String others;

  /**
   * @param part what a line is told apart by, as people read it
   * @param others what all that have no colour of their own are called
   */
  UsageSheet(
      YearMonth month,
      List<UsageReport.Line> lines,
      Function<UsageReport.Line, String> part,
      String others) {
    this.month = month;
    this.others = others;
    Map<String, List<UsageReport.Line>> found = new HashMap<>();
    lines.forEach(
        line -> found.computeIfAbsent(part.apply(line), _ -> new ArrayList<>()).add(line));
    this.parts = found;
    this.order =
        found.keySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (String name) -> micros(found.getOrDefault(name, List.of())))
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
  }

  /** How many colours there are. */
  int colours() {
    return Math.max(1, Math.min(COLOURS, order.size()));
  }

  private int colour(String name) {
    return Math.min(order.indexOf(name), COLOURS - 1);
  }

  /** For each day of the month what each colour came to. */
  Map<LocalDate, long[]> days(ToLongFunction<UsageReport.Line> amount) {
    Map<LocalDate, long[]> days = new TreeMap<>();
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      days.put(month.atDay(day), new long[colours()]);
    }
    parts.forEach((name, lines) ->
        lines.forEach(line -> {
          long[] day = days.get(line.day());
          if (day != null) {
            day[colour(name)] += amount.applyAsLong(line);
          }
        }));
    return days;
  }

  /** One row for each colour. */
  List<UsageRow> legend() {
    List<UsageRow> legend = new ArrayList<>();
    Map<Integer, List<UsageReport.Line>> byColour = new LinkedHashMap<>();
    order.forEach(name ->
        byColour
            .computeIfAbsent(colour(name), _ -> new ArrayList<>())
            .addAll(parts.getOrDefault(name, List.of())));
    byColour.forEach((colour, lines) -> {
      boolean several = colour == COLOURS - 1 && order.size() > COLOURS;
      legend.add(row(colour + 1, several ? others : order.get(colour), lines));
    });
    return legend;
  }

  /** One row for each part, greatest first. */
  List<UsageRow> rows() {
    return order.stream()
        .map(name -> row(colour(name) + 1, name, parts.getOrDefault(name, List.of())))
        .toList();
  }

  /** One row for each day and part on which there was anything. */
  List<UsageDay> byDay() {
    Map<LocalDate, List<UsageDay>> days = new TreeMap<>(Comparator.reverseOrder());
    for (String name : order) {
      Map<LocalDate, List<UsageReport.Line>> its = new TreeMap<>();
      parts
          .getOrDefault(name, List.of())
          .forEach(line -> its.computeIfAbsent(line.day(), _ -> new ArrayList<>()).add(line));
      its.forEach((day, lines) ->
          days.computeIfAbsent(day, _ -> new ArrayList<>())
              .add(new UsageDay(day.toString(), name, films(lines), Dollars.of(micros(lines)))));
    }
    return days.values().stream().flatMap(List::stream).toList();
  }

  private static UsageRow row(int series, String label, List<UsageReport.Line> lines) {
    return new UsageRow(series, label, films(lines), Dollars.of(micros(lines)));
  }

  private static long films(List<UsageReport.Line> lines) {
    return lines.stream().mapToLong(UsageReport.Line::films).sum();
  }

  private static long micros(List<UsageReport.Line> lines) {
    return lines.stream().mapToLong(UsageReport.Line::micros).sum();
  }
}
