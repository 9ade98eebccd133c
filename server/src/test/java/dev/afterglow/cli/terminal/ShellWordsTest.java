package dev.afterglow.cli.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShellWordsTest {
  @Test
  void shellReadsTheSameWordsAgain() throws Exception {
    List<String> words =
        List.of("a b", "it's", "$HOME", "*", "", "\\", "中文/film.mp4", "`x`", "a;b&");
    String line = ShellWords.line(words.stream());
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertEquals(String.join("\n", words) + "\n", said, line);
  }

  @Test
  void plainWordsStayAsTheyAre() {
    String line = "./afterglow generate --task task_01K8SGYNNNVBQTXNR4MM964S7K -o 瀑布.mp4";
    assertEquals(line, ShellWords.line(List.of(line.split(" ")).stream()));
  }
}
