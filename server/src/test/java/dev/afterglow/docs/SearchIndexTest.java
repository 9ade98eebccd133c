package dev.afterglow.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.docs.Article.Section;
import dev.afterglow.docs.view.Hit;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchIndexTest {
  private final SearchIndex index =
      SearchIndex.of(
          List.of(
              article(
                  "keys",
                  new Section("", "Keys", "Every request carries an API key."),
                  new Section(
                      "idempotency", "Idempotency", "Send Idempotency-Key with image_urls.")),
              article("money", new Section("", "余额", "提交时冻结费用，视频生成后扣费。"))));

  @Test
  void wordsAreFoundByTheirBeginningsWhateverTheirCase() {
    assertEquals(List.of("/docs/keys"), hrefs("REQ"));
    assertEquals(List.of("/docs/keys"), hrefs("every request"));
    assertEquals(List.of(), hrefs("equest"));
  }

  @Test
  void namesAreFoundWholeAndByTheirParts() {
    assertEquals(List.of("/docs/keys#idempotency"), hrefs("image_urls"));
    assertEquals(List.of("/docs/keys#idempotency"), hrefs("urls"));
  }

  @Test
  void aPlaceHasEveryWord() {
    assertEquals(List.of(), hrefs("request image_urls"));
  }

  @Test
  void titlesComeFirst() {
    assertEquals(List.of("/docs/keys", "/docs/keys#idempotency"), hrefs("key"));
  }

  @Test
  void chineseIsFoundByAnyPartOfASentence() {
    assertEquals(List.of("/docs/money"), hrefs("冻结费用"));
    assertEquals(List.of("/docs/money"), hrefs("费"));
    assertEquals(List.of("/docs/money"), hrefs("余额 扣费"));
    assertEquals(List.of(), hrefs("退款"));
  }

  @Test
  void whatWasLookedForIsMarkedInItsText() {
    Hit hit = index.find("冻结", 9).getFirst();
    assertEquals(
        "冻结",
        hit.words().stream().filter(Hit.Piece::found).map(Hit.Piece::text).findFirst().orElse(""));
    assertEquals(
        "提交时冻结费用，视频生成后扣费。",
        hit.words().stream().map(Hit.Piece::text).collect(Collectors.joining()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "<>&\"'", "\u0000", "😀", "é̂", "\uD800"})
  void whatIsNoWordFindsNothing(String asked) {
    assertTrue(index.find(asked, 9).isEmpty());
  }

  @Test
  void aLongSearchCostsLittle() {
    assertFalse(SearchWords.ofSearch("字".repeat(10) + "x".repeat(10_000)).isEmpty());
    assertTrue(index.find("词 ".repeat(5_000), 9).isEmpty());
  }

  private List<String> hrefs(String asked) {
    return index.find(asked, 9).stream().map(Hit::href).toList();
  }

  private static Article article(String name, Section... sections) {
    return new Article(name, "api", sections[0].title(), "", "", "", List.of(), List.of(sections));
  }
}
