package dev.afterglow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.admin.Answer;
import dev.afterglow.admin.Answer.Done;
import dev.afterglow.admin.Answer.Reason;
import dev.afterglow.admin.Answer.Refused;
import dev.afterglow.admin.BooksOrder;
import dev.afterglow.admin.CodeOrder;
import dev.afterglow.admin.CreditOrder;
import dev.afterglow.admin.KeyOrder;
import dev.afterglow.admin.Order;
import dev.afterglow.admin.OwnerOrder;
import dev.afterglow.admin.PriceOrder;
import dev.afterglow.cli.terminal.StartRefused;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

final class OperatorCommandsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z"));

  private final List<Order> orders = new ArrayList<>();
  private final List<Optional<Path>> opened = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Answer answer = new Done(json("{}"));

  @Test
  void wordsBecomeOrders() {
    run("owner create 张伟 --email z@example.org --language zh");
    run("owner list");
    run("owner disable o1");
    run("owner enable o1");
    run("key list");
    run("key revoke k1");
    run("credit add o1 --usd -3.50 --reason mistake --reference r1");
    run("credit list o1");
    run("price list");
    run("price set sora-2 720p 0.123456");
    run("code create 5 --count 2 --expires 12h");
    run("code list");
    run("tasks list --status failed --limit 5");
    run("doctor");
    assertEquals(
        List.of(
            new OwnerOrder.Create("张伟", Optional.of("z@example.org"), Optional.of("zh")),
            new OwnerOrder.List(),
            new OwnerOrder.Disable("o1"),
            new OwnerOrder.Enable("o1"),
            new KeyOrder.List(Optional.empty()),
            new KeyOrder.Revoke("k1"),
            new CreditOrder.Add("o1", -3_500_000, "mistake", Optional.of("r1")),
            new CreditOrder.List("o1"),
            new PriceOrder.List(),
            new PriceOrder.Set("sora-2", "720p", 123_456),
            new CodeOrder.Create(5_000_000, 2, Optional.of(Instant.parse("2026-11-22T12:00:00Z"))),
            new CodeOrder.List(),
            new BooksOrder.Tasks(Optional.empty(), Optional.of("failed"), 5),
            new BooksOrder.Examine()),
        orders);
    assertEquals(List.of(Optional.empty()), opened.stream().distinct().toList());
    run("owner list --data elsewhere");
    assertEquals(Optional.of(Path.of("elsewhere")), opened.getLast());
  }

  @Test
  void aKeyIsBornWithItsLimits() {
    run(
        "key create o1 --name ci --models sora-2,sora-2-pro --read-only --network 10.0.0.0/8"
            + " --day-cap 5 --total-cap 100.5 --per-minute 60 --running 2 --expires 2027-01-31");
    assertEquals(
        List.of(
            new KeyOrder.Create(
                "o1",
                "ci",
                List.of("sora-2", "sora-2-pro"),
                true,
                List.of("10.0.0.0/8"),
                OptionalLong.of(5_000_000),
                OptionalLong.of(100_500_000),
                OptionalInt.of(60),
                OptionalInt.of(2),
                Optional.of(Instant.parse("2027-01-31T00:00:00Z")))),
        orders);
  }

  @Test
  void tablesAreForPeopleAndJsonForPrograms() {
    answer =
        new Done(
            json(
                "{\"prices\":[{\"model\":\"sora-2\",\"resolution\":\"720p\",\"micros_per_second\":100000}]}"));
    assertEquals(0, run("price list --lang en"));
    assertEquals("MODEL   RESOLUTION  USD/S\nsora-2  720p        0.10\n", out.toString());
    out.getBuffer().setLength(0);
    run("price list --lang zh");
    assertTrue(out.toString().startsWith("模型"), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, run("price list --json"));
    assertEquals(((Done) answer).result(), json(out.toString()));
  }

  @Test
  void codesAreNotHeadedAsKeys() {
    answer = new Done(json("{\"codes\":[{\"hint\":\"…W441\",\"micros\":5000000}]}"));
    assertEquals(0, run("code list --lang en"));
    assertTrue(out.toString().startsWith("CODE   USD   STATUS"), out.toString());
  }

  @Test
  void theDoctorsFindingsAreTheExitCode() {
    answer =
        new Done(
            json(
                "{\"discrepancies\":[],\"checked\":{\"entries\":1,\"holds\":2,\"tasks\":3,\"files\":4}}"));
    assertEquals(0, run("doctor --lang en"));
    assertEquals(
        "Nothing is wrong: 1 entries, 2 holds, 3 tasks and 4 files agree.\n", out.toString());
    answer = new Done(json("{\"discrepancies\":[{\"kind\":\"hold\",\"subject\":\"t1\"}]}"));
    assertEquals(1, run("doctor --json"));
  }

  @Test
  void aRefusalIsToldInBothLanguages() {
    answer = Refused.because(Reason.NO_SUCH_OWNER, "o9");
    assertEquals(1, run("credit list o9 --lang en"));
    assertEquals(1, run("credit list o9 --lang zh"));
    assertEquals(
        "There is no owner o9. See: owner list\n没有账户 o9。请用 owner list 查看。\n", err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void moneyIsToldInDollars() {
    answer = Refused.because(Reason.NOT_ENOUGH, "5000001", "5000000");
    assertEquals(1, run("credit add o1 --usd -5.000001 --reason x --lang en"));
    assertEquals("A debit of 5.000001 dollars is more than the 5.00 available.\n", err.toString());
  }

  @Test
  void everyReasonHasItsWords() {
    for (Reason reason : Reason.values()) {
      for (String language : List.of("zh", "en")) {
        assertTrue(
            !Texts.in(language).text("refused." + reason.wire(), List.of("a", "b", "c")).isEmpty());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner",
        "owner promote",
        "owner create",
        "owner list --root",
        "price set sora-2 720p 1e3",
        "price set sora-2 720p 0.1234567",
        "credit add o1 --usd 5",
        "key create o1 --expires soon",
        "code create 5 --count many",
        "owner list --lang fr",
      })
  void wrongUsageIsExitCodeTwoAndGivesNoOrder(String words) {
    assertEquals(2, run(words), err::toString);
    assertEquals(List.of(), orders);
  }

  @Test
  void anUnusableDirectoryIsExitCodeTwo() {
    assertEquals(2, run("owner list --data broken"));
    assertTrue(err.toString().contains("held by another program"), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyCommandAndOptionIsDescribed(String language) {
    assertDescribed(program(language));
  }

  private static void assertDescribed(CommandLine line) {
    for (CommandLine child : line.getSubcommands().values()) {
      CommandSpec spec = child.getCommandSpec();
      assertTrue(spec.usageMessage().description().length > 0, spec.qualifiedName());
      spec.args()
          .forEach(a -> assertTrue(a.description().length > 0, spec.qualifiedName() + " " + a));
      assertDescribed(child);
    }
  }

  private int run(String words) {
    return program("en").execute(words.split(" "));
  }

  private CommandLine program(String language) {
    CommandLine program = new CommandLine(CommandSpec.create().name("afterglow"));
    new OperatorCommands(this::open, language, CLOCK).addTo(program);
    return program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }

  private Desk.Clerk open(
      Optional<Path> config, Optional<Path> data, String language, Desk.Books books)
      throws StartRefused {
    if (data.filter(directory -> directory.endsWith("broken")).isPresent()) {
      throw new StartRefused(List.of("held by another program"));
    }
    opened.add(data);
    return new Desk.Clerk() {
      @Override
      public Answer carryOut(Order order) {
        orders.add(order);
        return answer;
      }

      @Override
      public void close() {}
    };
  }

  private static tools.jackson.databind.JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
