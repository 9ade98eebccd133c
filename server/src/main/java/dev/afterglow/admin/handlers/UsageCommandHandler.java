package dev.afterglow.admin.handlers;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Owner;
import dev.afterglow.admin.Accepted;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.tasks.store.MarginReport;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Serves the report on what films brought in and what their engines cost. */
final class UsageCommandHandler {
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final List<String> PARTS = List.of("model", "engine", "date");

  private final Accounts accounts;
  private final MarginReport margins;
  private final InstantSource clock;

  UsageCommandHandler(Accounts accounts, MarginReport margins, InstantSource clock) {
    this.accounts = accounts;
    this.margins = margins;
    this.clock = clock;
  }

  AdminResult execute(AuditCommand.Usage command) {
    command.by().forEach(part -> RefusedValue.unlessOneOf("by", part, PARTS));
    ZoneId zone = zone(command.tz());
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate last = date("end", command.end()).orElse(today);
    LocalDate first = date("start", command.start()).orElse(last.minusDays(USUAL_DAYS - 1L));
    Instant from = first.atStartOfDay(zone).toInstant();
    Instant until = last.plusDays(1).atStartOfDay(zone).toInstant();
    if (!from.isBefore(until)
        || Duration.between(from, until).compareTo(Duration.ofDays(MOST_DAYS + 1L)) > 0) {
      throw new RefusedValue("start", first, new Accepted.Form(Accepted.Kind.SPAN));
    }
    if (command.owner().isEmpty()) {
      return report(accounts.owners(), from, until, zone, command.by());
    }
    String named = command.owner().get();
    return accounts
        .owner(named)
        .map(owner -> report(List.of(owner), from, until, zone, command.by()))
        .orElseGet(() -> OwnerCommandHandler.noSuchOwner(named));
  }

  private AdminResult report(
      List<Owner> owners, Instant from, Instant until, ZoneId zone, List<String> by) {
    Map<Group, Sum> sums = new TreeMap<>(Group.ORDER);
    for (Owner owner : owners) {
      for (MarginReport.Line line : margins.between(owner.id(), from, until)) {
        sums.merge(Group.of(line, zone, by), Sum.of(line), Sum::plus);
      }
    }
    Sum total = sums.values().stream().reduce(Sum.NOTHING, Sum::plus);
    return Done.of(
        new Usage(
            sums.entrySet().stream().map(one -> Row.of(one.getKey(), one.getValue())).toList(),
            Row.of(Group.ALL, total)));
  }

  private static Optional<LocalDate> date(String field, Optional<String> text) {
    return text.map(written ->
        RefusedValue.unless(
            field,
            written,
            Accepted.Kind.DATE,
            () -> {
              try {
                return LocalDate.parse(written);
              } catch (DateTimeException e) {
                throw new IllegalArgumentException(e);
              }
            }));
  }

  private static ZoneId zone(String name) {
    return RefusedValue.unless(
        "tz",
        name,
        Accepted.Kind.ZONE,
        () -> {
          try {
            return ZoneId.of(name);
          } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
          }
        });
  }

  /** What a row stands for; a part that is not asked for is empty text. */
  private record Group(String date, String model, String engine) {
    static final Group ALL = new Group("", "", "");
    static final Comparator<Group> ORDER =
        Comparator.comparing(Group::date).thenComparing(Group::model).thenComparing(Group::engine);

    static Group of(MarginReport.Line line, ZoneId zone, List<String> by) {
      return new Group(
          by.contains("date") ? LocalDate.ofInstant(line.start(), zone).toString() : "",
          by.contains("model") ? line.model().id() : "",
          by.contains("engine") ? line.engine() : "");
    }
  }

  private record Sum(long films, long revenue, long cost, long unknown) {
    static final Sum NOTHING = new Sum(0, 0, 0, 0);

    static Sum of(MarginReport.Line line) {
      return new Sum(line.films(), line.revenueMicros(), line.costMicros(), line.unknown());
    }

    Sum plus(Sum other) {
      return new Sum(
          Math.addExact(films, other.films),
          Math.addExact(revenue, other.revenue),
          Math.addExact(cost, other.cost),
          Math.addExact(unknown, other.unknown));
    }
  }

  private record Usage(List<Row> usage, Row total) {}

  /**
   * One line of the report.
   *
   * @param marginMicros what is left of the revenue
   * @param unknownCosts jobs that were made at a cost that nobody has said: the margin is less
   */
  private record Row(
      Optional<String> date,
      Optional<String> model,
      Optional<String> engine,
      long films,
      long revenueMicros,
      long costMicros,
      long marginMicros,
      long unknownCosts) {
    static Row of(Group group, Sum sum) {
      return new Row(
          asked(group.date()),
          asked(group.model()),
          asked(group.engine()),
          sum.films(),
          sum.revenue(),
          sum.cost(),
          Math.subtractExact(sum.revenue(), sum.cost()),
          sum.unknown());
    }

    private static Optional<String> asked(String part) {
      return Optional.of(part).filter(text -> !text.isEmpty());
    }
  }
}
