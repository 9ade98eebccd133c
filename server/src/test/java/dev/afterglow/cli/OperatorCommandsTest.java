package dev.afterglow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.admin.Accepted;
import dev.afterglow.admin.AdminCommand;
import dev.afterglow.admin.AdminResult;
import dev.afterglow.admin.AdminResult.Done;
import dev.afterglow.admin.AuditCommand;
import dev.afterglow.admin.CodeCommand;
import dev.afterglow.admin.CreditCommand;
import dev.afterglow.admin.KeyCommand;
import dev.afterglow.admin.OwnerCommand;
import dev.afterglow.admin.PriceCommand;
import dev.afterglow.admin.Refusal;
import dev.afterglow.admin.TaskCommand;
import dev.afterglow.admin.WebhookCommand;
import dev.afterglow.admin.doctor.Finding;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.text.Language;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

final class OperatorCommandsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z"));

  private final List<AdminCommand> commands = new ArrayList<>();
  private final List<Optional<Path>> opened = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private AdminResult answer = new Done(json("{}"));

  @Test
  void wordsBecomeCommands() {
    run("owner create 张伟 --email z@example.org --language zh");
    run("owner list");
    run("owner disable o1");
    run("owner enable o1");
    run("owner unlink o1");
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
    run("doctor --repair");
    run("usage --start 2026-11-01 --by engine,date --owner o1");
    assertEquals(
        List.of(
            new OwnerCommand.Create("张伟", Optional.of("z@example.org"), Optional.of("zh")),
            new OwnerCommand.ListOwners(),
            new OwnerCommand.Disable("o1", false),
            new OwnerCommand.Enable("o1"),
            new OwnerCommand.Unlink("o1"),
            new KeyCommand.ListKeys(Optional.empty()),
            new KeyCommand.Revoke("k1", false),
            new CreditCommand.Add("o1", -3_500_000, "mistake", Optional.of("r1")),
            new CreditCommand.ListEntries("o1"),
            new PriceCommand.ListPrices(),
            new PriceCommand.SetPrice("sora-2", "720p", 123_456),
            new CodeCommand.Create(
                5_000_000, 2, Optional.of(Instant.parse("2026-11-22T12:00:00Z"))),
            new CodeCommand.ListCodes(),
            new TaskCommand.ListTasks(Optional.empty(), Optional.of("failed"), 5),
            new AuditCommand.Examine(),
            new AuditCommand.Repair(),
            new AuditCommand.Usage(
                Optional.of("2026-11-01"),
                Optional.empty(),
                List.of("engine", "date"),
                Optional.of("o1"),
                "Asia/Shanghai")),
        commands);
    assertEquals(List.of(Optional.empty()), opened.stream().distinct().toList());
    run("owner list --data elsewhere");
    assertEquals(Optional.of(Path.of("elsewhere")), opened.getLast());
  }

  @Test
  void wordsAboutWebhooksBecomeCommands() {
    run("webhook add o1 https://a.org/x --name films --events video.completed,video.failed");
    run("webhook add o1 https://a.org/x");
    run("webhook list --owner o1");
    run("webhook remove whe_1");
    run("webhook enable whe_1");
    run("webhook disable whe_1");
    run("webhook rotate whe_1");
    run("webhook rotate whe_1 --at-once");
    run("webhook test whe_1");
    run("webhook test whe_1 --event video.failed");
    run("webhook deliveries --endpoint whe_1 --state pending --limit 5");
    run("webhook redeliver dlv_1");
    assertEquals(
        List.of(
            new WebhookCommand.AddEndpoint(
                "o1", "films", "https://a.org/x", List.of("video.completed", "video.failed")),
            new WebhookCommand.AddEndpoint("o1", "webhook", "https://a.org/x", List.of()),
            new WebhookCommand.ListEndpoints(Optional.of("o1")),
            new WebhookCommand.RemoveEndpoint("whe_1"),
            new WebhookCommand.SwitchEndpoint("whe_1", true),
            new WebhookCommand.SwitchEndpoint("whe_1", false),
            new WebhookCommand.RotateSecret("whe_1", false),
            new WebhookCommand.RotateSecret("whe_1", true),
            new WebhookCommand.TestEndpoint("whe_1", "video.completed"),
            new WebhookCommand.TestEndpoint("whe_1", "video.failed"),
            new WebhookCommand.ListDeliveries(
                Optional.empty(), Optional.of("whe_1"), Optional.of("pending"), 5),
            new WebhookCommand.Redeliver("dlv_1")),
        commands);
  }

  @Test
  void aKeyIsBornWithItsLimits() {
    run(
        "key create o1 --name ci --models sora-2,sora-2-pro --read-only --network 10.0.0.0/8"
            + " --day-cap 5 --total-cap 100.5 --per-minute 60 --running 2 --expires 2027-01-31");
    assertEquals(
        List.of(
            new KeyCommand.Create(
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
        commands);
  }

  @Test
  void marginsAreShownAndWhatIsNotKnownOfThem() {
    answer =
        new Done(
            json(
                """
                {"usage": [{"date": null, "model": "sora-2", "engine": "gpu", "films": 3,
                  "revenue_micros": 2400000, "cost_micros": 2500000, "margin_micros": -100000,
                  "unknown_costs": 1}],
                 "total": {"films": 3, "revenue_micros": 2400000, "cost_micros": 2500000,
                  "margin_micros": -100000, "unknown_costs": 1}}
                """));
    run("usage --by model,engine");
    String shown = out.toString();
    assertTrue(shown.matches("(?s)MODEL +ENGINE +FILMS +CHARGED +COST +MARGIN +COST UNKNOWN.*"));
    assertTrue(shown.matches("(?s).*sora-2 +gpu +3 +2.40 +2.50 +-0.10 +1\\s.*"), shown);
    assertTrue(shown.contains("3 films, 2.40 dollars charged, 2.50"), shown);
    assertTrue(shown.contains("named no cost of 1 jobs"), shown);
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
  void whatIsPutRightAndWhatCannotBeReachedIsTold() {
    answer =
        new Done(
            json(
                "{\"discrepancies\":[{\"kind\":\"store\",\"subject\":\"store.url\",\"expected\":\"ok\","
                    + "\"found\":\"refused with 403\"}],"
                    + "\"repaired\":[{\"kind\":\"film_without_task\",\"subject\":\"t1\"}]}"));
    assertEquals(1, run("doctor --repair --lang en"));
    assertTrue(out.toString().contains("Put right: film without task: t1\n"), out::toString);
    assertTrue(
        out.toString().contains("does not work, so films and files were not examined: refused"),
        out::toString);
    assertEquals(1, run("doctor --repair --lang zh"));
    assertTrue(out.toString().contains("已修复：视频没有对应任务：t1"), out::toString);
  }

  @Test
  void whatRepairLeavesIsToldWithTheReason() {
    String stranger = finding("stranger", "uploads/stray", "-", "2 bytes");
    answer = new Done(json("{\"discrepancies\":[" + stranger + "]}"));
    for (String option : List.of("", " --repair")) {
      out.getBuffer().setLength(0);
      assertEquals(1, run("doctor --lang en" + option));
      assertTrue(out.toString().contains("unknown file  uploads/stray"), out::toString);
      assertTrue(out.toString().endsWith("and move them elsewhere.\n"), out::toString);
      assertEquals(1, run("doctor --lang zh" + option));
      assertTrue(out.toString().contains("不会删除未知文件"), out::toString);
    }
    String balance = finding("balance", "o1", "7600000", "0");
    answer = new Done(json("{\"discrepancies\":[" + stranger + "," + balance + "]}"));
    run("doctor --lang en");
    assertFalse(out.toString().contains("leaves this as it is"), out::toString);
    run("doctor --lang en --repair");
    assertTrue(out.toString().contains("leaves this as it is"), out::toString);
  }

  @Test
  void amountsOfTheDoctorAreDollarsAndNumbersAreNumbers() {
    answer =
        new Done(
            json(
                "{\"discrepancies\":["
                    + finding("day", "k1", "7600000", "0")
                    + ","
                    + finding("waiting", "o1", "3000000", "2")
                    + "]}"));
    assertEquals(1, run("doctor --lang en"));
    assertTrue(
        out.toString().matches("(?s).*does not add up +k1 +7.60 USD +0.00 USD\n.*"), out::toString);
    assertTrue(out.toString().matches("(?s).*is wrong +o1 +3000000 +2\n"), out::toString);
    assertEquals(1, run("doctor --lang zh"));
    assertTrue(out.toString().matches("(?s).*每日消费不符 +k1 +7.60 美元 +0.00 美元.*"), out::toString);
    out.getBuffer().setLength(0);
    assertEquals(1, run("doctor --json"));
    assertEquals(((Done) answer).result(), json(out.toString()));
  }

  @Test
  void everyKindOfFindingAndOutcomeIsToldInWords() {
    ResourceBundle words = OperatorTexts.in(Language.EN).bundle();
    for (Finding.Kind kind : Finding.Kind.values()) {
      assertTrue(words.containsKey("value.finding." + kind.name().toLowerCase(Locale.ROOT)));
    }
    words.keySet().stream()
        .filter(key -> key.startsWith("value."))
        .forEach(key -> assertFalse(words.getString(key).contains("_"), key));
  }

  @Test
  void tasksThatAreNoneAreCounted() {
    answer = new Done(json("{\"tasks\":[{\"id\":\"a\",\"outcome\":\"not_found\"}]}"));
    assertEquals(1, run("tasks cancel a --lang en"));
    assertTrue(
        out.toString().endsWith("a   no such task\nThere is no such task: 1.\n"), out::toString);
    answer =
        new Done(
            json(
                "{\"tasks\":[{\"id\":\"a\",\"outcome\":\"not_found\"},"
                    + "{\"id\":\"b\",\"outcome\":\"stopped\"}]}"));
    assertEquals(1, run("tasks cancel a b --lang zh"));
    assertTrue(out.toString().matches("(?s).*已停止 1 个任务，[^\n]*\n有 1 个任务不存在。\n"), out::toString);
  }

  private static String finding(String kind, String subject, String expected, String found) {
    return "{\"kind\":\"%s\",\"subject\":\"%s\",\"expected\":\"%s\",\"found\":\"%s\"}"
        .formatted(kind, subject, expected, found);
  }

  @Test
  void aRefusalIsToldInBothLanguages() {
    answer = new Refusal.NoSuchOwner("o9");
    assertEquals(1, run("credit list o9 --lang en"));
    assertEquals(1, run("credit list o9 --lang zh"));
    assertEquals(
        "There is no owner o9. See: owner list\n账户 o9 不存在，可用 owner list 查看现有账户。\n", err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void moneyIsToldInDollars() {
    answer = new Refusal.NotEnough(5_000_001, 5_000_000);
    assertEquals(1, run("credit add o1 --usd -5.000001 --reason x --lang en"));
    assertEquals("A debit of 5.000001 dollars is more than the 5.00 available.\n", err.toString());
  }

  @Test
  void everyRefusalHasItsWords() {
    List<Refusal> refusals = new ArrayList<>();
    for (Accepted.Kind kind : Accepted.Kind.values()) {
      refusals.add(new Refusal.BadValue("name", "x", new Accepted.Form(kind)));
    }
    refusals.addAll(
        List.of(
            new Refusal.Unreadable(),
            new Refusal.BadValue("model", "x", new Accepted.OneOf(List.of("sora-2"))),
            new Refusal.BadValue("limit", "0", new Accepted.Between(1, 100)),
            new Refusal.BadValue("reason", "", new Accepted.Characters(200)),
            new Refusal.BadAmount("usd", 0, -1, 1),
            new Refusal.BadAmount("usd", 0, 1, 2),
            new Refusal.NotAccepted("no"),
            new Refusal.NameTaken("Anna"),
            new Refusal.NoSuchOwner("o9"),
            new Refusal.NoSuchKey("k9"),
            new Refusal.NotEnough(5, 4),
            new Refusal.ReferenceTaken("r1"),
            new Refusal.Damaged(),
            new Refusal.Busy(),
            new Refusal.Failed()));
    for (Refusal refusal : refusals) {
      answer = refusal;
      for (String language : List.of("zh", "en")) {
        err.getBuffer().setLength(0);
        assertTrue(run("owner list --lang " + language) > 0);
        assertTrue(err.toString().length() > 5 && !err.toString().contains("{"), err::toString);
      }
    }
  }

  @Test
  void tasksAreStoppedByOneSelectionAndNoMore() {
    run("tasks cancel task_1 task_2");
    run("tasks cancel --owner o1");
    run("tasks cancel --key k1");
    run("key revoke k1 --cancel-tasks");
    run("owner disable o1 --cancel-tasks");
    assertEquals(
        List.of(
            new TaskCommand.Cancel(new TaskCommand.ById(List.of("task_1", "task_2"))),
            new TaskCommand.Cancel(new TaskCommand.ByOwner("o1")),
            new TaskCommand.Cancel(new TaskCommand.ByKey("k1")),
            new KeyCommand.Revoke("k1", true),
            new OwnerCommand.Disable("o1", true)),
        commands);
    for (String words : List.of("", " task_1 --owner o1", " --owner o1 --key k1")) {
      err.getBuffer().setLength(0);
      assertEquals(2, run("tasks cancel" + words + " --lang en"));
      assertTrue(err.toString().startsWith("Say which tasks"), err::toString);
    }
    assertEquals(5, commands.size());
  }

  @Test
  void whatBecomesOfTasksIsToldWithTheKeyThatIsShutOut() {
    answer = new Done(json("{\"id\":\"k1\",\"unfinished\":{\"waiting\":2,\"running\":1}}"));
    assertEquals(0, run("key revoke k1 --lang en"));
    assertTrue(
        out.toString()
            .endsWith(
                "2 of its tasks wait and 1 run; they go on. To stop them: tasks cancel --key k1\n"),
        out::toString);
    answer =
        new Done(
            json(
                "{\"id\":\"o1\",\"unfinished\":{\"cancelled\":[{\"id\":\"a\",\"outcome\":\"stopped\"},"
                    + "{\"id\":\"b\",\"outcome\":\"asked\"}]}}"));
    assertEquals(0, run("owner disable o1 --cancel-tasks --lang zh"));
    assertTrue(out.toString().contains("已停止 1 个任务，已请求生成引擎停止 1 个"), out::toString);
    answer = new Done(json("{\"id\":\"k1\",\"unfinished\":{\"waiting\":0,\"running\":0}}"));
    run("key revoke k1 --lang en");
    assertTrue(out.toString().endsWith("No task of it waits or runs.\n"), out::toString);
  }

  @Test
  void ownerWithoutASignInServiceIsTold() {
    answer = new Done(json("{\"id\":\"o1\",\"unlinked\":1}"));
    assertEquals(0, run("owner unlink o1 --lang en"));
    assertTrue(out.toString().contains("Its sessions in the console have ended"), out::toString);
    answer = new Done(json("{\"id\":\"o1\",\"unlinked\":0}"));
    assertEquals(0, run("owner unlink o1 --lang zh"));
    assertTrue(out.toString().endsWith("该账户没有关联的 OpenID 用户。\n"), out::toString);
  }

  @Test
  void idsWithoutATaskAreAnExitCode() {
    answer = new Done(json("{\"tasks\":[{\"id\":\"a\",\"outcome\":\"not_found\"}]}"));
    assertEquals(1, run("tasks cancel a"));
  }

  @Test
  void wordsInATableAreTheReadersAndInJsonThePrograms() {
    answer =
        new Done(
            json(
                "{\"discrepancies\":[{\"kind\":\"film\",\"subject\":\"t1\",\"expected\":\"12 bytes\","
                    + "\"found\":\"-\"}]}"));
    assertEquals(1, run("doctor --lang zh"));
    assertTrue(out.toString().contains("视频文件缺失或不完整  t1"), out::toString);
    assertTrue(out.toString().contains("12 字节"), out::toString);
    assertEquals(1, run("doctor --lang zh --json"));
    assertTrue(out.toString().contains("\"film\""), out::toString);
    answer =
        new Done(
            json(
                "{\"entries\":[{\"kind\":\"credit\",\"micros\":1,\"reason\":\"play credit\"},"
                    + "{\"kind\":\"debit\",\"micros\":-1,\"reason\":\"open\"}]}"));
    assertEquals(0, run("credit list o1 --lang zh"));
    assertTrue(out.toString().matches("(?s).*充值 .*体验额度.*扣减 .*open.*"), out::toString);
  }

  @Test
  void aDamagedDatabaseIsToldInASentence() {
    answer =
        new Done(
            json(
                "{\"discrepancies\":[{\"kind\":\"database\",\"subject\":\"afterglow.db\",\"expected\":\"ok\","
                    + "\"found\":\"x\"}]}"));
    assertEquals(1, run("doctor --lang en"));
    assertTrue(out.toString().contains("The database is damaged."), out::toString);
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
  void wrongUsageIsExitCodeTwoAndGivesNoCommand(String words) {
    assertEquals(2, run(words), err::toString);
    assertEquals(List.of(), commands);
  }

  @Test
  void anUnusableDirectoryIsExitCodeTwo() {
    assertEquals(2, run("owner list --data broken"));
    assertTrue(err.toString().contains("held by another program"), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyCommandAndOptionIsDescribed(String language) {
    assertDescribed(program(Language.of(language)));
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
    return program(Language.EN).execute(words.split(" "));
  }

  private CommandLine program(Language language) {
    CommandLine program = new CommandLine(CommandSpec.create().name("afterglow"));
    new OperatorCommands(this::open, language, CLOCK).addTo(program);
    return program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }

  private AdminSession open(
      Optional<Path> config,
      Optional<Path> data,
      Language language,
      AdminConnector.Existence existence)
      throws StartRefused {
    if (data.filter(directory -> directory.endsWith("broken")).isPresent()) {
      throw new StartRefused(List.of("held by another program"));
    }
    opened.add(data);
    return new AdminSession() {
      @Override
      public AdminResult execute(AdminCommand command) {
        commands.add(command);
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
