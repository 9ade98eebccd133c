package dev.afterglow.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.text.Language;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProgressBarLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Test
  void saysStageShareAndTimeLeft() {
    ProgressLine english = line("en", 80);
    english.show("drawing", 50, 75);
    assertEquals(
        " drawing  50% " + "█".repeat(20) + "░".repeat(20) + " about 1 min 15 s left", last());
    english.show("drawing", 51, -1);
    assertTrue(last().startsWith(" drawing  51% █"), last());
    assertTrue(!last().contains("left"), last());

    english.show("done", 100, 0);
    assertEquals(" done 100% " + "█".repeat(40), last());

    ProgressLine chinese = line("zh", 80);
    chinese.show("生成中", 7, 9);
    assertTrue(last().startsWith(" 生成中   7% ██▊"), last());
    assertTrue(last().endsWith("剩余约 9 秒"), last());
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 20, 30, 40, 60, 80, 200})
  void neverReachesTheLastColumn(int columns) {
    for (String language : new String[] {"zh", "en"}) {
      ProgressLine line = line(language, columns);
      for (int percent = 0; percent <= 100; percent += 5) {
        line.show(language.equals("zh") ? "绘制" : "drawing", percent, 3700 - percent);
        int width = last().codePoints().map(point -> point >= 0x2E80 ? 2 : 1).sum();
        assertTrue(width < columns + (columns < 13 ? 1 : 0), columns + ": " + last());
      }
    }
  }

  @Test
  void writesOnlyWhatIsNew() {
    ProgressLine line = line("en", 80);
    line.show("waiting", 0, -1);
    int size = bytes.size();
    line.show("waiting", 0, -1);
    assertEquals(size, bytes.size());
    line.close();
    assertTrue(bytes.toString(StandardCharsets.UTF_8).endsWith("\n"));
  }

  private ProgressLine line(String language, int columns) {
    PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Terminal(terminal, terminal, true, columns)
        .progress(ProgramTexts.in(Language.of(language)));
  }

  /** What stands on the terminal's line now. */
  private String last() {
    String all = bytes.toString(StandardCharsets.UTF_8);
    return all.substring(all.lastIndexOf("\r\u001b[K") + 4);
  }
}
