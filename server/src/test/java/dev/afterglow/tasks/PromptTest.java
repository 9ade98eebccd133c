package dev.afterglow.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.afterglow.tasks.PromptReading.Fault;
import org.junit.jupiter.api.Test;

class PromptTest {
  @Test
  void everyFaultHasItsName() {
    assertEquals(Fault.BLANK, Prompt.read(""));
    assertEquals(Fault.BLANK, Prompt.read(" \t\n\u3000\u00a0\u200b\ufeff"));
    assertEquals(Fault.TOO_LONG, Prompt.read("瀑".repeat(Prompt.LONGEST + 1)));
    assertEquals(Fault.UNWRITABLE, Prompt.read("a\u0000"));
    assertEquals(Fault.UNWRITABLE, Prompt.read("\ud83d"));
    assertThrows(IllegalArgumentException.class, () -> Prompt.of(" "));
  }

  @Test
  void charactersAreCountedAsPeopleCountThem() {
    String longest = "😀".repeat(Prompt.LONGEST);
    assertEquals(longest, Prompt.of(longest).text());
    assertEquals(Fault.TOO_LONG, Prompt.read(longest + "a"));
  }

  @Test
  void wordsStayAsTheyCame() {
    assertEquals(" \u200b雨 \n", Prompt.of(" \u200b雨 \n").text());
    assertEquals(Prompt.of("雨"), Prompt.of("雨"));
  }
}
