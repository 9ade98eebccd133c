package dev.afterglow.console;

import dev.afterglow.console.view.LedgerLine;
import dev.afterglow.console.view.UsageRow;
import dev.afterglow.engines.Model;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Balance;
import dev.afterglow.ledger.Entry;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.ledger.Redeemed;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.tasks.Spending;
import dev.afterglow.tasks.store.UsageReport;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /console/usage}: what may still be spent, and what became of the rest. Days are UTC. */
final class UsageRoutes {
  static final String PATH = "/console/usage";
  private static final int MONTHS = 12;
  private static final int LINES = 200;
  private static final int LONGEST_CODE = 100;
  private static final List<String> MODELS = Arrays.stream(Model.values()).map(Model::id).toList();

  private final Door door;
  private final Pages pages;
  private final Ledger ledger;
  private final RedeemCodes codes;
  private final UsageReport report;
  private final InstantSource time;

  UsageRoutes(
      Door door,
      Pages pages,
      Ledger ledger,
      RedeemCodes codes,
      UsageReport report,
      InstantSource time) {
    this.door = door;
    this.pages = pages;
    this.ledger = ledger;
    this.codes = codes;
    this.report = report;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(
        door.page(PATH, visitor -> show(visitor, 200, "", "")),
        door.page(PATH + "/csv", this::csv),
        door.form(PATH + "/redeem", this::redeem));
  }

  private Answer show(Visitor visitor, int status, String done, String wrong) {
    YearMonth month = month(visitor);
    Instant from = start(month);
    Instant until = start(month.plusMonths(1));
    List<Spending> spent = report.between(visitor.ownerId(), Optional.empty(), from, until);
    Map<LocalDate, long[]> days = days(month, spent);
    Balance balance = ledger.balance(visitor.ownerId());
    List<Entry> entries = ledger.entries(visitor.ownerId(), from, until, LINES);
    long added =
        entries.stream()
            .filter(entry -> entry.kind() == Entry.Kind.CREDIT)
            .mapToLong(Entry::amountMicros)
            .sum();
    Map<String, Object> values = new HashMap<>();
    values.put("month", month.toString());
    values.put("months", months());
    values.put("available", Dollars.of(balance.availableMicros()));
    values.put("held", Dollars.of(balance.heldMicros()));
    values.put("spent", Dollars.of(spent.stream().mapToLong(Spending::micros).sum()));
    values.put("films", spent.stream().mapToLong(Spending::films).sum());
    values.put("added", Dollars.of(added));
    values.put("wide", Charts.draw(days, MODELS, 1000, 250, 2));
    values.put("narrow", Charts.draw(days, MODELS, 360, 220, 5));
    values.put("rows", rows(spent));
    values.put("lines", entries.stream().map(entry -> line(entry, visitor)).toList());
    values.put("done", done);
    values.put("wrong", wrong);
    return pages.show(status, "console/usage", visitor.page(), values);
  }

  private YearMonth month(Visitor visitor) {
    YearMonth now = YearMonth.from(time.instant().atOffset(ZoneOffset.UTC));
    try {
      String asked = visitor.query("month");
      return asked.isEmpty() ? now : YearMonth.parse(asked);
    } catch (DateTimeException _) {
      return now;
    }
  }

  private List<String> months() {
    YearMonth now = YearMonth.from(time.instant().atOffset(ZoneOffset.UTC));
    List<String> months = new ArrayList<>();
    for (int back = 0; back < MONTHS; back++) {
      months.add(now.minusMonths(back).toString());
    }
    return months;
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Map<LocalDate, long[]> days(YearMonth month, List<Spending> spent) {
    Map<LocalDate, long[]> days = new TreeMap<>();
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      days.put(month.atDay(day), new long[MODELS.size()]);
    }
    for (Spending one : spent) {
      long[] day = days.get(one.start().atOffset(ZoneOffset.UTC).toLocalDate());
      if (day != null) {
        day[MODELS.indexOf(one.model().id())] += one.micros();
      }
    }
    return days;
  }

  private static List<UsageRow> rows(List<Spending> spent) {
    List<UsageRow> rows = new ArrayList<>();
    for (Model model : Model.values()) {
      List<Spending> its = spent.stream().filter(one -> one.model() == model).toList();
      rows.add(
          new UsageRow(
              MODELS.indexOf(model.id()) % 4 + 1,
              model.id(),
              its.stream().mapToLong(Spending::films).sum(),
              Dollars.of(its.stream().mapToLong(Spending::micros).sum())));
    }
    return rows;
  }

  private static LedgerLine line(Entry entry, Visitor visitor) {
    String reason = entry.kind() == Entry.Kind.CHARGE ? entry.reference() : entry.reason();
    return new LedgerLine(
        Times.second(entry.createdAt()),
        visitor.text("console.ledger." + entry.kind().id()),
        reason,
        Dollars.of(entry.amountMicros()),
        entry.amountMicros() > 0);
  }

  /** Only dates, our own names and numbers: nothing that a spreadsheet could take for a formula. */
  private Answer csv(Visitor visitor) {
    YearMonth month = month(visitor);
    StringBuilder csv = new StringBuilder("date,model,films,usd\r\n");
    Map<String, long[]> lines = new TreeMap<>();
    for (Spending one :
        report.between(
            visitor.ownerId(), Optional.empty(), start(month), start(month.plusMonths(1)))) {
      String key = one.start().atOffset(ZoneOffset.UTC).toLocalDate() + "," + one.model().id();
      long[] line = lines.computeIfAbsent(key, _ -> new long[2]);
      line[0] += one.films();
      line[1] += one.micros();
    }
    lines.forEach((key, line) ->
        csv.append(key)
            .append(',')
            .append(line[0])
            .append(',')
            .append(Dollars.plain(line[1]))
            .append("\r\n"));
    return Answer.bytes("text/csv; charset=utf-8", csv.toString().getBytes(StandardCharsets.UTF_8))
        .with("Content-Disposition", "attachment; filename=\"afterglow-" + month + ".csv\"");
  }

  private Answer redeem(Visitor visitor, FormBody form) {
    String code = form.text("code");
    Redeemed redeemed =
        code.isEmpty() || code.length() > LONGEST_CODE
            ? new Redeemed.Refused()
            : codes.redeem(visitor.ownerId(), code);
    return switch (redeemed) {
      case Redeemed.Credited(long micros) -> {
        Visitor after = door.visitor(visitor.exchange(), visitor.session());
        yield show(after, 200, visitor.text("console.usage.credited", Dollars.of(micros)), "");
      }
      case Redeemed.Refused _ -> show(visitor, 422, "", visitor.text("console.usage.refused"));
    };
  }
}
