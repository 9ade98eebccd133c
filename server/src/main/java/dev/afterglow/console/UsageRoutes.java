package dev.afterglow.console;

import dev.afterglow.accounts.Accounts;
import dev.afterglow.accounts.Key;
import dev.afterglow.console.view.Chart;
import dev.afterglow.console.view.Chip;
import dev.afterglow.console.view.LedgerLine;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Route;
import dev.afterglow.ledger.Balance;
import dev.afterglow.ledger.Entry;
import dev.afterglow.ledger.Ledger;
import dev.afterglow.ledger.RedeemCodes;
import dev.afterglow.ledger.Redeemed;
import dev.afterglow.pages.FormBody;
import dev.afterglow.pages.Pages;
import dev.afterglow.pages.Queries;
import dev.afterglow.signin.ConsoleKeys;
import dev.afterglow.tasks.store.UsageReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code /console/usage}: what may still be spent, and what became of the rest. Days are UTC. */
final class UsageRoutes {
  static final String PATH = "/console/usage";
  private static final int LINES = 200;
  private static final int LONGEST_CODE = 100;
  private static final String MODEL = "model";
  private static final String KEY = "key";
  private static final String ENGINE = "engine";
  private static final String FILMS = "films";

  private final Door door;
  private final Pages pages;
  private final Ledger ledger;
  private final RedeemCodes codes;
  private final UsageReport report;
  private final Accounts accounts;
  private final boolean showEngine;
  private final InstantSource time;

  /**
   * @param showEngine whether owners are told which engine makes their films
   */
  UsageRoutes(
      Door door,
      Pages pages,
      Accounts accounts,
      Ledger ledger,
      RedeemCodes codes,
      UsageReport report,
      boolean showEngine,
      InstantSource time) {
    this.door = door;
    this.pages = pages;
    this.accounts = accounts;
    this.showEngine = showEngine;
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
    YearMonth month = Months.asked(visitor, time);
    Instant from = Months.start(month);
    Instant until = Months.start(month.plusMonths(1));
    List<UsageReport.Line> spent = report.lines(visitor.ownerId(), from, until);
    String by = parts(visitor).contains(visitor.query("by")) ? visitor.query("by") : MODEL;
    boolean films = visitor.query("of").equals(FILMS);
    UsageSheet sheet =
        new UsageSheet(month, spent, part(by, visitor), visitor.text("console.usage.others"));
    List<Entry> entries = ledger.entries(visitor.ownerId(), from, until, LINES);
    Map<String, Object> values = new HashMap<>();
    values.put("month", month.toString());
    values.put("months", Months.last(time));
    values.put("by", by);
    values.put("of", films ? FILMS : "");
    values.put("byChips", byChips(visitor, month, by, films));
    values.put("ofChips", ofChips(visitor, month, by, films));
    values.putAll(sums(visitor, spent, entries));
    values.put("wide", chart(sheet, films, 1000, 250, 2));
    values.put("narrow", chart(sheet, films, 360, 220, 5));
    values.put("legend", sheet.legend());
    values.put("rows", sheet.rows());
    values.put("days", sheet.byDay());
    values.put("lines", entries.stream().map(entry -> line(entry, visitor)).toList());
    values.put("done", done);
    values.put("wrong", wrong);
    return pages.show(status, "console/usage", visitor.page(), values);
  }

  private Map<String, Object> sums(
      Visitor visitor, List<UsageReport.Line> spent, List<Entry> entries) {
    Balance balance = ledger.balance(visitor.ownerId());
    long added =
        entries.stream()
            .filter(entry -> entry.kind() == Entry.Kind.CREDIT)
            .mapToLong(Entry::amountMicros)
            .sum();
    return Map.of(
        "available", Dollars.of(balance.availableMicros()),
        "held", Dollars.of(balance.heldMicros()),
        "spent", Dollars.of(spent.stream().mapToLong(UsageReport.Line::micros).sum()),
        "films", spent.stream().mapToLong(UsageReport.Line::films).sum(),
        "added", Dollars.of(added));
  }

  private static Chart chart(
      UsageSheet sheet, boolean films, int width, int height, int labelEvery) {
    return films
        ? Charts.numbers(
            sheet.days(UsageReport.Line::films), sheet.colours(), width, height, labelEvery)
        : Charts.money(
            sheet.days(UsageReport.Line::micros), sheet.colours(), width, height, labelEvery);
  }

  /** What a visitor may tell films apart by. */
  private List<String> parts(Visitor visitor) {
    return seesEngine(visitor) ? List.of(MODEL, KEY, ENGINE) : List.of(MODEL, KEY);
  }

  private boolean seesEngine(Visitor visitor) {
    return showEngine || visitor.operator();
  }

  private Function<UsageReport.Line, String> part(String by, Visitor visitor) {
    return switch (by) {
      case KEY -> {
        Map<String, String> names = keyNames(visitor);
        yield line -> names.getOrDefault(line.keyId(), line.keyId());
      }
      case ENGINE -> line -> line.engine().isEmpty() ? "–" : line.engine();
      default -> line -> line.model().id();
    };
  }

  /** Two keys of one name are told apart by what is shown of their secrets. */
  private Map<String, String> keyNames(Visitor visitor) {
    Map<String, String> names = new HashMap<>();
    for (Key key : accounts.keys(visitor.ownerId())) {
      String name =
          key.name().equals(ConsoleKeys.NAME) ? visitor.text("console.usage.console") : key.name();
      names.put(key.id(), names.containsValue(name) ? name + " …" + key.lastFour() : name);
    }
    return names;
  }

  private List<Chip> byChips(Visitor visitor, YearMonth month, String by, boolean films) {
    return parts(visitor).stream()
        .map(part ->
            new Chip(
                visitor.text("console.usage.by-" + part),
                address(month, part, films),
                part.equals(by)))
        .toList();
  }

  private static List<Chip> ofChips(Visitor visitor, YearMonth month, String by, boolean films) {
    return List.of(
        new Chip(visitor.text("console.usage.of-money"), address(month, by, false), !films),
        new Chip(visitor.text("console.usage.of-films"), address(month, by, true), films));
  }

  private static String address(YearMonth month, String by, boolean films) {
    return Queries.link(PATH, "month", month.toString(), "by", by, "of", films ? FILMS : "");
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

  private Answer csv(Visitor visitor) {
    YearMonth month = Months.asked(visitor, time);
    boolean engines = seesEngine(visitor);
    Map<String, String> names = keyNames(visitor);
    StringBuilder csv =
        new StringBuilder(engines ? "date,model,key,engine,films,usd" : "date,model,key,films,usd");
    csv.append("\r\n");
    for (UsageReport.Line line :
        report.lines(visitor.ownerId(), Months.start(month), Months.start(month.plusMonths(1)))) {
      csv.append(line.day())
          .append(',')
          .append(line.model().id())
          .append(',')
          .append(cell(names.getOrDefault(line.keyId(), line.keyId())))
          .append(engines ? "," + cell(line.engine()) : "")
          .append(',')
          .append(line.films())
          .append(',')
          .append(Dollars.plain(line.micros()))
          .append("\r\n");
    }
    return Answer.bytes("text/csv; charset=utf-8", csv.toString().getBytes(StandardCharsets.UTF_8))
        .with("Content-Disposition", "attachment; filename=\"afterglow-" + month + ".csv\"");
  }

  /** Quoted, and never what a spreadsheet takes for a formula. */
  static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
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
