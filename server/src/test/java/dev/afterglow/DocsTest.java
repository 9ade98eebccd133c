package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation over real HTTP: all of it is there, in both languages, and leads nowhere. */
final class DocsTest {
  private static final int MOST_BYTES = 100_000;
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]*)\"");
  private static final Pattern MARKDOWN_LINK = Pattern.compile("]\\((http[^)]*)\\)");

  /** What contributors read in the repository, and nobody else. */
  private static final Set<String> NOT_SERVED = Set.of("architecture", "decisions");

  @TempDir static Path folder;
  private static RunningServer server;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void open() throws IOException {
    server = RunningServer.start(folder, Map.of("limits.open-per-address", "1000000"));
  }

  @AfterAll
  static void close() {
    HTTP.shutdownNow();
    server.close();
  }

  @Test
  void everyPageIsThereInBothLanguagesWithTheSameParts() throws Exception {
    Map<String, String> english = pages("en");
    Map<String, String> chinese = pages("zh");
    assertTrue(english.size() > 40, english.keySet()::toString);
    assertEquals(english.keySet(), chinese.keySet());
    for (String path : english.keySet()) {
      for (String tag : List.of("<h1", "<h2", "<h3", "<table", "data-code")) {
        assertEquals(
            count(english.get(path), tag), count(chinese.get(path), tag), path + " has " + tag);
      }
      assertEquals(1, count(english.get(path), "<h1"), path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void noLinkIsDead(String language) throws Exception {
    Map<String, Set<String>> ids = new LinkedHashMap<>();
    Map<String, String> pages = pages(language);
    pages.forEach((path, html) -> ids.put(path, found(ID, html)));
    Set<String> dead = new TreeSet<>();
    Set<String> elsewhere = new LinkedHashSet<>();
    pages.forEach((path, html) -> {
      for (String href : found(HREF, html)) {
        String[] parts = href.split("#", 2);
        String target = parts[0].isEmpty() ? path : parts[0];
        String mark = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
        if (!ids.containsKey(target)) {
          elsewhere.add(target);
        } else if (!mark.isEmpty() && !ids.get(target).contains(mark)) {
          dead.add(path + " -> " + href);
        }
      }
    });
    for (String target : elsewhere) {
      if (target.startsWith("/")) {
        int status = get(target, language).statusCode();
        if (status != 200 && status != 303) {
          dead.add(status + " " + target);
        }
      } else {
        assertTrue(target.startsWith("https://") || target.startsWith("http://"), target);
      }
    }
    assertEquals(Set.of(), dead);
  }

  @Test
  void pagesAreSmallAndHeldBackByThePolicyOfAllPages() throws Exception {
    for (String language : List.of("en", "zh")) {
      for (String path : pages(language).keySet()) {
        HttpResponse<String> answer = get(path, language);
        int bytes = answer.body().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < MOST_BYTES, path + " has " + bytes);
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("script-src 'self';"), policy);
        assertFalse(answer.body().contains("<script>"), path);
        assertFalse(answer.body().contains("style=\""), path);
        String prose = answer.body().replaceAll("(?s)<code>.*?</code>", "");
        assertFalse(prose.contains("**"), path + " has emphasis that does not close");
        assertTrue(answer.headers().firstValue("Vary").orElse("").contains("Accept-Language"));
      }
    }
  }

  @Test
  void everyFileOfTheFolderIsServedAsAPageAndAsMarkdown() throws Exception {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      files
          .map(file -> Path.of("docs").relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".md") && !file.endsWith(".zh-CN.md"))
          .map(file -> file.substring(0, file.length() - 3))
          .filter(name -> !NOT_SERVED.contains(name))
          .forEach(names::add);
    }
    for (String name : names) {
      String page = name.equals("README") ? "index" : name.replace("/README", "");
      for (String language : List.of("en", "zh")) {
        HttpResponse<String> markdown = get("/docs/" + page + ".md?language=" + language, "en");
        assertEquals(200, markdown.statusCode(), page);
        assertEquals(
            "text/markdown; charset=utf-8",
            markdown.headers().firstValue("Content-Type").orElseThrow());
        assertTrue(markdown.body().startsWith("# "), markdown.body());
        assertFalse(markdown.body().contains("<!--"), page);
        assertFalse(markdown.body().contains("tab="), page);
      }
      assertEquals(200, get("/docs/" + page, "en").statusCode(), page);
    }
  }

  @ParameterizedTest
  @CsvSource({"en,'',Quick start", "zh,?language=zh,快速开始"})
  void indexForLanguageModelsHasTheFormOfLlmsTxt(String language, String query, String first)
      throws Exception {
    HttpResponse<String> answer = get("/llms.txt", language);
    assertEquals(
        "text/plain; charset=utf-8", answer.headers().firstValue("Content-Type").orElseThrow());
    List<String> lines = answer.body().lines().filter(line -> !line.isBlank()).toList();
    assertEquals("# Afterglow", lines.getFirst());
    assertTrue(lines.get(1).startsWith("> "), lines.get(1));
    List<String> items = lines.subList(3, lines.size());
    assertTrue(items.getFirst().startsWith("## "), items.getFirst());
    for (String item : items) {
      assertTrue(item.matches("## .+|- \\[[^]]+]\\(http[^)]+\\)(: .+)?"), item);
    }
    String page = server.address() + "/docs/quick-start.md" + query;
    assertTrue(
        items.contains(
            items.stream()
                .filter(item -> item.startsWith("- [" + first + "](" + page + "): "))
                .findFirst()
                .orElse("")),
        answer.body());
    for (String link : found(MARKDOWN_LINK, answer.body())) {
      HttpResponse<String> there = get(link.substring(server.address().toString().length()), "en");
      assertEquals(200, there.statusCode(), link);
    }
  }

  @ParameterizedTest
  @CsvSource({"en,# Ask for a film,cURL", "zh,# 创建任务,cURL"})
  void everythingIsInOneFile(String language, String title, String label) throws Exception {
    String all = get("/llms-full.txt", language).body();
    assertTrue(all.contains("\n" + title + "\n"), title);
    assertTrue(all.contains("```python\n"), "samples in Python");
    assertFalse(all.contains("```ocaml\n"), "samples in every language are in their pages");
    assertFalse(all.contains("tab=" + label));
    for (String link : found(MARKDOWN_LINK, all)) {
      if (link.startsWith(server.address().toString())) {
        String path = link.substring(server.address().toString().length()).split("#")[0];
        int status = get(path, language).statusCode();
        assertTrue(status == 200 || status == 303, link);
      }
    }
  }

  @Test
  void requestsInPagesNameThisServer() throws Exception {
    String page = get("/docs/create", "en").body();
    assertTrue(page.contains(server.address() + "/v1/videos/generations"), page);
    assertFalse(page.contains("http://127.0.0.1:8080"), "the usual address");
    assertTrue(get("/docs/proxy", "en").body().contains("http://127.0.0.1:8080"), "behind a proxy");
    assertTrue(get("/docs/create.md", "en").body().contains(server.address() + "/v1/videos"));
  }

  @ParameterizedTest
  @CsvSource({"en,idempotency-key,/docs/create", "zh,冻结,/docs/create", "zh,webhook,/docs/webhooks"})
  void searchFindsPages(String language, String words, String page) throws Exception {
    String found = search(words, language);
    assertTrue(found.contains("href=\"" + page), found);
    assertTrue(found.contains("<mark>"), found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus=alert(1) x='",
        "</title><svg onload=alert(1)>",
        "{{constructor}} ${7*7} \uE000"
      })
  void whatIsLookedForIsText(String words) throws Exception {
    String page = search(words, "en");
    assertFalse(page.contains("<script>alert"), page);
    assertFalse(page.contains("<img src=x"), page);
    assertFalse(page.contains("<svg onload"), page);
    assertFalse(page.contains("\"' autofocus"), page);
    String value = page.replaceFirst("(?s).*?name=\"q\" value=\"([^\"]*)\".*", "$1");
    assertFalse(value.contains("<") || value.contains("'"), value);
  }

  @Test
  void searchIsBounded() throws Exception {
    String page = search("字".repeat(500), "zh");
    assertTrue(page.contains("字".repeat(200) + "\""), "the first words are kept");
    assertFalse(page.contains("字".repeat(201)), "and the rest is left out");
    assertEquals(200, get("/docs/search", "en").statusCode());
    assertEquals(200, get("/docs/search?q=&q=x", "en").statusCode());
  }

  @Test
  void languageIsThatOfTheAddressThenOfTheCookieThenOfTheBrowserThenEnglish() throws Exception {
    assertTrue(get("/docs", "zh").body().contains("<html lang=\"zh-CN\""));
    assertTrue(get("/docs?language=en", "zh").body().contains("<html lang=\"en\""));
    assertTrue(get("/docs", "fr").body().contains("<html lang=\"en\""));
    HttpResponse<String> chosen =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(server.address() + "/docs"))
                .header("Accept-Language", "en")
                .header("Cookie", "afterglow_language=zh")
                .build(),
            BodyHandlers.ofString());
    assertTrue(chosen.body().contains("<html lang=\"zh-CN\""));
  }

  @Test
  void pagesThatAreNotInTheReadersLanguageAreMarkedInTheContents() throws Exception {
    String mark = "A plan for ten thousand tasks a second</span>（英文）</a>";
    String chinese = get("/docs", "zh").body();
    assertTrue(chinese.contains("<span lang=\"en\">" + mark), chinese);
    assertEquals(1, count(chinese, "（英文）"));
    assertFalse(get("/docs", "en").body().contains("<span lang="));
  }

  @Test
  void whatIsNotThereIsAPageThatSaysSo() throws Exception {
    for (String path : List.of("/docs/nothing", "/docs/a/b", "/docs/x.md", "/docs/..%2fx")) {
      HttpResponse<String> answer = get(path, "en");
      assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, path);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/errors.md", "docs/errors.zh-CN.md"})
  void everyWordForProgramsIsExplained(Path page) throws IOException {
    Pattern word =
        Pattern.compile(
            "(?:coded\\(|invalid\\(\\s*(?:\"[^\"]*\"|[\\w.()+ ]+),)\\s*\"([a-z]+(?:_[a-z]+)+)\"");
    String text = Files.readString(page);
    Set<String> missing = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("server/src/main/java/dev/afterglow/api"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        missing.addAll(found(word, Files.readString(file)));
      }
    }
    assertTrue(missing.size() > 10, missing::toString);
    missing.removeIf(code -> text.contains("`" + code + "`"));
    assertEquals(Set.of(), missing);
  }

  /** Every page that the contents name, by its address. */
  private static Map<String, String> pages(String language) throws Exception {
    Map<String, String> pages = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of("/docs"));
    while (!open.isEmpty()) {
      String path = open.remove();
      HttpResponse<String> answer = get(path, language);
      assertEquals(200, answer.statusCode(), path);
      pages.put(path, answer.body());
      for (String href : found(HREF, answer.body())) {
        String target = href.split("#", 2)[0];
        boolean page = target.startsWith("/docs/") && !target.endsWith(".md");
        if (page && !pages.containsKey(target) && !open.contains(target)) {
          open.add(target);
        }
      }
    }
    return pages;
  }

  private static String search(String words, String language) throws Exception {
    return get("/docs/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8), language)
        .body();
  }

  private static HttpResponse<String> get(String path, String language) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Accept-Language", language)
            .build(),
        BodyHandlers.ofString());
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new LinkedHashSet<>();
    pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
    return found;
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
