package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.config.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read who mistype a command line. */
final class WrongUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --bogus | Unknown option: --bogus | 未知选项：--bogus",
        "frobnicate | Unknown command: frobnicate; did you mean | 未知命令：frobnicate；您是否想写",
        "generate a b | One argument too many: b | 多余的参数：b",
        "generate a --duration abc | --duration does not accept \"abc\"; accepted: a whole number"
            + " | --duration 的值“abc”无效，应为：整数",
        "generate a --model | --model needs a value: MODEL | --model 缺少取值：MODEL",
        "generate a --model b --model c | Option --model is given more than once"
            + " | 选项 --model 重复",
        "owner create | Missing: NAME | 缺少参数：NAME",
        "price set sora-2 720p x | USD does not accept \"x\"; accepted: an amount"
            + " | USD 的值“x”无效，应为：金额（美元）",
        "help frobnicate | Unknown command: frobnicate | 未知命令：frobnicate",
        "owner frob --data D --lang zh | 未知命令：frob\\n | 未知命令：frob\\n",
        "owner frob --data D --lang en | Unknown command: frob\\n | Unknown command: frob\\n",
        "serve --bogus=5 --port 1 | Unknown option: --bogus\\n | 未知选项：--bogus\\n",
        "version extra more --bogus | One argument too many: extra more ( | 多余的参数：extra more（",
        "key create a --day-cap abc | such as 12 or 0.10\\n | 例如 12 或 0.10\\n",
        "key create a --total-cap abc | such as 12 or 0.10\\n | 例如 12 或 0.10\\n",
        "code create abc | such as 12 or 0.10\\n | 例如 12 或 0.10\\n",
        "price set sora-2 720p abc | such as 12 or 0.10\\n | 例如 12 或 0.10\\n",
        "credit add a --usd abc --reason b | such as 12, 0.10 or -3.50\\n | 例如 12、0.10 或 -3.50\\n",
        "help key frobnicate | Unknown command: frobnicate | 未知命令：frobnicate",
        "key | Say which one: create, list, rotate, revoke | 请指定子命令：create、list、rotate、revoke",
        "preview-sheet sea --size abc | --size does not accept \"abc\"; accepted: two even numbers"
            + " | --size 的值“abc”无效，应为：两个",
        "preview-sheet sea --size 15x20 | --size does not accept \"15x20\" | --size 的值“15x20”无效",
        "preview-sheet sea --size 640x99999 | --size does not accept | --size 的值",
        "owner list --lang fr | --lang does not accept \"fr\"; accepted: zh"
            + " | --lang 的值“fr”无效，应为：zh 或 en"
      })
  void mistakesAreNamedInTheLanguageOfTheUser(String words, String english, String chinese) {
    assertSaid(english, words, "en_US.UTF-8");
    assertSaid(chinese, words, "zh_CN.UTF-8");
  }

  /** Whoever calls the program by its name alone wants to know what there is. */
  @Test
  void theProgramAloneShowsItsHelp() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, false);
    assertEquals(ExitCode.USAGE, Main.run(around("zh_CN.UTF-8"), terminal));
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("用法：afterglow "), out::toString);
  }

  @Test
  void aLanguageThatIsNotSpokenIsRefusedInTheReadersOwn() {
    Shell shell = new Shell(Path.of("").toAbsolutePath(), Map.of("LANG", "zh_CN.UTF-8"));
    assertEquals(ExitCode.USAGE, shell.run("generate", "a", "--lang", "fr"));
    assertEquals("--lang 只支持 zh 或 en。\n", shell.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner list --json=maybe",
        "serve --port",
        "serve --help=yes",
        "tasks cancel",
        "tasks cancel a --key k",
        "price set a b 1 d",
        "key create a --network",
        "key create a --read-only=x",
        "version extra",
        "-x",
        "tasks list --limit 1 --limit 2"
      })
  void nothingIsSaidInEnglishToAReaderOfChinese(String words) {
    String said = assertSaid("", words, "zh_CN.UTF-8");
    String first = said.lines().findFirst().orElseThrow();
    assertTrue(first.codePoints().anyMatch(Character::isIdeographic), said);
    assertTrue(!first.matches(".*[a-z]{3,} [a-z]{2,} [a-z]{3,}.*"), said);
  }

  @Test
  void languageOfTheCommandLineGoesFirst() {
    assertSaid("未知选项：--bogus", "generate a --lang zh --bogus", "en_US.UTF-8");
    assertSaid("Unknown option: --bogus", "generate a --lang=en --bogus", "zh_CN.UTF-8");
    assertSaid("USD 的值“x”无效，应为：金额（美元）", "price set sora-2 720p x --lang zh", "en_US.UTF-8");
    assertSaid("--expires 的值“2s”无效，应为：时间", "key create a --expires 2s --lang zh", "en_US");
  }

  @Test
  void helpIsInTheLanguageOfTheCommandLine() {
    assertTrue(help("owner create --help --lang zh", "en_US.UTF-8").startsWith("用法："));
    assertTrue(help("generate --lang=en --help", "zh_CN.UTF-8").startsWith("Usage: "));
    assertTrue(help("help --lang zh", "en_US.UTF-8").startsWith("用法：afterglow "));
    assertTrue(help("help serve --lang=zh", "en_US.UTF-8").startsWith("用法：afterglow serve "));
  }

  @Test
  void helpOfACommandInAGroupIsThatCommandsOwn() {
    assertEquals(help("key create --help", "en_US"), help("help key create", "en_US"));
  }

  /** A command that is made alone, so that nobody waits for the others. */
  @Test
  void helpOfACommandIsTheSameWhetherOthersAreThereOrNot() {
    for (String command : new String[] {"serve", "generate", "rehearse"}) {
      for (String locale : new String[] {"en_US", "zh_CN"}) {
        assertEquals(help(command + " --help", locale), help("help " + command, locale));
      }
    }
  }

  private static String help(String words, String locale) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, false);
    assertEquals(ExitCode.DONE, Main.run(around(locale), terminal, words.split(" ")));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Environment around(String locale) {
    return new Environment(
        InstantSource.fixed(Instant.EPOCH),
        () -> 0,
        new SecureRandom(),
        Map.of("LC_ALL", locale),
        Path.of("").toAbsolutePath());
  }

  private static String assertSaid(String expected, String words, String locale) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    Environment around = around(locale);
    int code = Main.run(around, terminal, words.strip().split(" "));

    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(ExitCode.USAGE, code, said);
    assertTrue(said.contains(expected.strip().replace("\\n", "\n")), words + ": " + said);
    assertTrue(said.contains("--help"), said);
    assertEquals(2, said.lines().count(), said);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    return said;
  }
}
