package dev.afterglow.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReturnPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/play?task=task_1", "/console/tasks?q=%E7%80%91"})
  void ourOwnPathsAreKept(String path) {
    assertEquals(path, ReturnPath.of(path, "/x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "//evil", "/\\evil", "https://evil", "/a\r\nb", "/a b", "/é", "\\/evil"})
  void everythingElseIsNot(String path) {
    assertEquals("/x", ReturnPath.of(path, "/x"));
  }
}
