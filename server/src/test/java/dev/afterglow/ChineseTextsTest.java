package dev.afterglow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.HttpTexts;
import dev.afterglow.text.Language;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One word for one thing, and the punctuation of Chinese, in everything that Chinese readers see.
 */
final class ChineseTextsTest {
  private static final Path RESOURCES = Path.of("server/src/main/resources/dev/afterglow");

  /** Words that another one has been settled on for, or that only a translation would have. */
  private static final List<String> AVOIDED =
      List.of(
          "所有者",
          "设置文件",
          "这个设置",
          "此设置",
          "未知的设置",
          "运营",
          "可用的值",
          "可接受",
          "不接受“",
          "以下之一",
          "请填写{",
          "编号",
          "凭据号",
          "文件夹",
          "未收取",
          "什么都没有",
          "一切",
          "那里",
          "影片",
          "制作",
          "内置引擎",
          "作业",
          "供应商",
          "第一帧",
          "退回",
          "可见 ASCII",
          "只显示一次",
          "更新的版本",
          "新建",
          "去向",
          "没有回应",
          "不被",
          "词元",
          "长宽比",
          "白名单地址",
          "前者",
          "应答",
          "回答",
          "订单",
          "订购",
          "凭据",
          "面值",
          "退还",
          "任务号",
          "约剩",
          "不可用，支持",
          "没有此 ID",
          "没有这个",
          "设置中的引擎",
          "秘密",
          "你",
          "跑",
          "一部视频");

  /** The contract's own spelling, and the hosted API's. */
  private static final List<String> GIVEN = List.of("error.401", "task.id");

  private static final String WIDE = "，。；：、（）“”？！";

  @Test
  void settledWordsAreUsedEverywhere() throws IOException {
    List<String> found = new ArrayList<>();
    for (Map.Entry<String, String> text : all().entrySet()) {
      AVOIDED.stream()
          .filter(text.getValue()::contains)
          .forEach(word -> found.add(text.getKey() + " has " + word + ": " + text.getValue()));
    }
    assertEquals(List.of(), found);
  }

  @Test
  void noHalfWidthMarkStandsInAChineseSentence() throws IOException {
    assertNone(all(), "\\p{IsHan} ?[,;:?!()]|[,;!(]\\p{IsHan}|[" + WIDE + "][,;?!]");
  }

  @Test
  void wordsOfAListAreParted() throws IOException {
    Map<String, String> texts = new TreeMap<>(all());
    texts.values().removeIf(text -> !text.matches("(?s).*\\p{IsHan}.*"));
    texts.replaceAll((_, text) -> text.replaceAll("\\[[^]]*]|'?\\{'?[^}]*}|\\{[^{}]*}", ""));
    assertNone(texts, ", ");
  }

  @Test
  void aBlankPartsChineseFromLatinAndFromValues() throws IOException {
    Map<String, String> texts = new TreeMap<>(all());
    texts.keySet().removeIf(name -> GIVEN.stream().anyMatch(name::endsWith));
    assertNone(
        texts, "\\p{IsHan}[A-Za-z0-9]|[A-Za-z0-9]\\p{IsHan}|\\p{IsHan}\\{\\d}|\\{\\d}\\p{IsHan}");
  }

  @Test
  void noBlankStandsBesideAWideMark() throws IOException {
    assertNone(all(), "[" + WIDE + "] +[^ |\\n]|[^ |\\n] +[" + WIDE + "]");
  }

  @Test
  void idsAreWrittenInCapitals() throws IOException {
    assertNone(all(), "(?<![\\w.$/{-])id(?![\\w-])");
  }

  @Test
  void noSentenceBeginsWithAnotherOnesOwner() throws IOException {
    assertNone(all(), "(^|[" + WIDE + "])其(?![他余中它])");
  }

  @Test
  void aTextOfSeveralSentencesEndsAsOne() throws IOException {
    Map<String, String> texts = catalogues();
    assertNone(texts, "(?s)。.*\\p{IsHan}$");
    texts.keySet().removeIf(name -> !name.endsWith(".usage.description"));
    assertTrue(texts.size() >= 20, () -> "only " + texts.keySet());
    assertNone(texts, "[^。]$");
  }

  /** Messages of the dialects whose lead is another's end without a full stop, too. */
  @Test
  void noMessageOfTheApiEndsWithAFullStop() throws IOException {
    Map<String, String> messages = new TreeMap<>();
    for (String catalogue :
        List.of("api/openai/messages", "api/openai/webhooks", "events/messages")) {
      messages.putAll(properties(RESOURCES.resolve(catalogue + "_zh.properties")));
    }
    assertNone(messages, "。");
  }

  /** The contract's sentence has the one colon; a message of the API ends without a full stop. */
  @Test
  void aReasonAfterTheLeadSentenceHasNoSecondColon() throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    for (String catalogue :
        List.of("http/messages", "auth/messages", "api/messages", "api/sora/messages")) {
      reasons.putAll(properties(RESOURCES.resolve(catalogue + "_zh.properties")));
    }
    reasons.putAll(properties(RESOURCES.resolve("api/sora/uploads_zh.properties")));
    reasons.keySet().removeIf(name -> name.endsWith(" error.because"));
    reasons.replaceAll((_, text) -> text.replaceAll("（[^）]*）", ""));
    assertNone(reasons, "：|。");
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST,请求参数无效",
    "AUTHENTICATION,身份验证失败，请检查您的API密钥",
    "PAYMENT_REQUIRED,账户余额不足，请充值后再试",
    "PERMISSION,访问被禁止，您没有权限访问此资源",
    "RATE_LIMIT,请求过于频繁，请稍后再试",
    "SERVER,服务器内部错误，请稍后重试",
    "BAD_GATEWAY,网关错误，服务器暂时不可用"
  })
  void theContractsSentencesStandAsGiven(ErrorKind kind, String sentence) {
    assertEquals(sentence, HttpTexts.message(ApiError.of(kind), HttpTexts.load(), Language.ZH));
  }

  private static void assertNone(Map<String, String> texts, String pattern) {
    Pattern fault = Pattern.compile(pattern);
    List<String> found = new ArrayList<>();
    texts.forEach((name, text) -> {
      Matcher faults = fault.matcher(text);
      while (faults.find()) {
        int from = Math.max(0, faults.start() - 15);
        int to = Math.min(text.length(), faults.end() + 15);
        found.add(name + " has [" + faults.group() + "]: " + text.substring(from, to));
      }
    });
    assertEquals(List.of(), found);
  }

  /** Every text by its place. */
  private static Map<String, String> all() throws IOException {
    Map<String, String> texts = catalogues();
    texts.put("README", prose(Path.of("README.zh-CN.md")));
    texts.put("SECURITY", prose(Path.of("SECURITY.zh-CN.md")));
    for (Path file : files(Path.of("docs"), ".zh-CN.md")) {
      texts.put(file.toString(), prose(file));
    }
    for (Path file : files(RESOURCES.resolve("starters"), ".yaml")) {
      texts.put(file.toString(), comments(file));
    }
    texts.put("afterglow", chinese(Path.of("afterglow")));
    texts.put("jdk.sh", chinese(Path.of(".mvn/jdk.sh")));
    return texts;
  }

  /** What the program itself says, by catalogue and key. */
  private static Map<String, String> catalogues() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    int catalogues = 0;
    for (Path file : files(RESOURCES, "_zh.properties")) {
      texts.putAll(properties(file));
      catalogues++;
    }
    assertTrue(catalogues >= 8, () -> "only " + texts.keySet());
    return texts;
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.forEach((key, text) -> {
      if (!key.toString().startsWith("list.")) {
        texts.put(RESOURCES.relativize(file) + " " + key, text.toString());
      }
    });
    return texts;
  }

  /** A page without its code, links and emphasis: code is one Latin word in its sentence. */
  private static String prose(Path page) throws IOException {
    return Files.readString(page)
        .replaceAll("(?s)```.*?```", "")
        .replaceAll("`[^`]*`", "x")
        .replaceAll("!?\\[([^]]*)]\\([^)]*\\)", "$1")
        .replaceAll("https?://[!-~]*", "x")
        .replaceAll("\\*+", "");
  }

  /** What a file of settings says in Chinese beside them. */
  private static String comments(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.matches(".*#.*\\p{IsHan}.*"))
        .map(line -> line.replaceFirst(".*?# ?(.* / )?", "").replaceAll("docs/[!-~]*", "x"))
        .collect(Collectors.joining("\n"));
  }

  /** What a script says in Chinese. */
  private static String chinese(Path script) throws IOException {
    StringBuilder said = new StringBuilder();
    Matcher quoted =
        Pattern.compile("[\"']([^\"'\\n]*\\p{IsHan}[^\"'\\n]*)[\"']")
            .matcher(Files.readString(script));
    while (quoted.find()) {
      said.append(quoted.group(1).replaceAll("\\$\\w+", "x")).append('\n');
    }
    assertTrue(!said.isEmpty(), script + " says nothing in Chinese");
    return said.toString();
  }
}
