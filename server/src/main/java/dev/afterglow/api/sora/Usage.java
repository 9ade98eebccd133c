package dev.afterglow.api.sora;

import dev.afterglow.api.ModelNames;
import dev.afterglow.engines.Model;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.ledger.Usd;
import dev.afterglow.quota.FairSemaphore;
import dev.afterglow.tasks.Spending;
import dev.afterglow.tasks.store.UsageReport;
import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code GET /v1/usage?start=&end=&model=&group_by=&tz=&scope=}: what was charged for films that
 * were completed in a span of time, by the day of completion.
 */
final class Usage {
  private static final int MOST_DAYS = 31;
  private static final Duration DEFAULT_SPAN = Duration.ofDays(30);
  private static final String DEFAULT_ZONE = "Asia/Shanghai";

  /** The contract writes this one amount with all its decimals. */
  private static final int MICRO_DECIMALS = 6;

  /** Reports under way and waiting, of which one owner has a half. */
  private static final int REPORTS = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int BUSY_SECONDS = 5;

  private final FairSemaphore atOnce = new FairSemaphore(REPORTS);
  private final UsageReport usage;
  private final InstantSource time;

  Usage(UsageReport usage, InstantSource time) {
    this.usage = usage;
    this.time = time;
  }

  /** What one line of the answer stands for; both are empty for the total. */
  private record Group(String date, String model) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int byDate = date.compareTo(other.date);
      return byDate != 0 ? byDate : model.compareTo(other.model);
    }
  }

  /** Films and what they were charged. */
  private record Sum(long films, long micros) {
    Sum plus(Sum other) {
      return new Sum(Math.addExact(films, other.films), Math.addExact(micros, other.micros));
    }
  }

  Answer answer(Exchange exchange) {
    Parameters parameters = new Parameters(exchange);
    Instant until = parameters.time("end").orElseGet(time::instant);
    Instant from = parameters.time("start").orElseGet(() -> until.minus(DEFAULT_SPAN));
    ZoneId zone = zone(parameters);
    if (!from.isBefore(until) || tooLong(from, until, zone)) {
      throw ApiError.invalid("usage.span", MOST_DAYS);
    }
    Set<Model> models =
        parameters.words("model").stream().map(ModelNames::model).collect(Collectors.toSet());
    String groupBy =
        parameters.choice("group_by", List.of("none", "model", "date", "model,date", "date,model"));
    String scope = parameters.choice("scope", List.of("key", "account"));
    Optional<String> key =
        scope.equals("key") ? Optional.of(exchange.caller().keyId()) : Optional.empty();
    Map<Group, Sum> groups = new TreeMap<>();
    for (Spending spending : spent(exchange.caller().ownerId(), key, from, until)) {
      if (models.isEmpty() || models.contains(spending.model())) {
        groups.merge(
            group(spending, groupBy, zone),
            new Sum(spending.films(), spending.micros()),
            Sum::plus);
      }
    }
    return Answer.json(Envelope.of(data(groups, groupBy)));
  }

  private List<Spending> spent(String ownerId, Optional<String> key, Instant from, Instant until) {
    if (!atOnce.tryAcquire(ownerId, 1, PATIENCE)) {
      throw ApiError.of(ErrorKind.UNAVAILABLE, Text.of("usage.busy")).retryAfter(BUSY_SECONDS);
    }
    try {
      return usage.between(ownerId, key, from, until);
    } finally {
      atOnce.release(ownerId, 1);
    }
  }

  /** A month in which clocks are set back is an hour longer than its days, and is still a month. */
  private static boolean tooLong(Instant from, Instant until, ZoneId zone) {
    return Duration.between(from, until).compareTo(Duration.ofDays(MOST_DAYS)) > 0
        && from.atZone(zone).plusDays(MOST_DAYS).toInstant().isBefore(until);
  }

  private static ZoneId zone(Parameters parameters) {
    String name = parameters.text("tz").orElse(DEFAULT_ZONE);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException _) {
      throw ApiError.invalid("usage.zone", Printable.of(name));
    }
  }

  private static Group group(Spending spending, String groupBy, ZoneId zone) {
    return new Group(
        groupBy.contains("date") ? spending.start().atZone(zone).toLocalDate().toString() : "",
        groupBy.contains("model") ? spending.model().id() : "");
  }

  private static Map<String, Object> data(Map<Group, Sum> groups, String groupBy) {
    Sum total = groups.values().stream().reduce(new Sum(0, 0), Sum::plus);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("group_by", groupBy);
    data.put("total", line(new Group("", ""), total));
    data.put(
        "items",
        groups.entrySet().stream().map(entry -> line(entry.getKey(), entry.getValue())).toList());
    return data;
  }

  private static Map<String, Object> line(Group group, Sum sum) {
    Map<String, Object> line = new LinkedHashMap<>();
    if (!group.date().isEmpty()) {
      line.put("date", group.date());
    }
    if (!group.model().isEmpty()) {
      line.put("model", group.model());
    }
    line.put("amount_usd", BigDecimal.valueOf(sum.micros(), MICRO_DECIMALS));
    line.put("credits", Usd.credits(sum.micros()));
    line.put("requests", sum.films());
    line.put("prompt_tokens", 0);
    line.put("completion_tokens", 0);
    return line;
  }
}
