package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.media.headers.FilmHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code afterglow generate} as its user sees it. */
final class GenerateTest {
  @TempDir Path folder;

  @Test
  void promptBecomesAFilm() throws IOException {
    Path file = folder.resolve("waterfall.mp4");
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run("generate", "瀑布倾泻而下形成彩虹", "-o", file.toString()), shell.err());
    assertEquals(new FilmHeader(4_000, 1280, 720, true, true), film(file));
    assertTrue(
        shell
            .out()
            .matches(".*waterfall\\.mp4: 1280x720, 4\\.0 s, \\d+\\.\\d MB, made in [\\d.]+ s\n"),
        shell.out());
    assertTrue(shell.err().contains("drawing"), shell.err());
    assertFalse(Files.exists(folder.resolve("waterfall.mp4.part")));
  }

  @Test
  void runningServerMakesTheFilmForAnotherProcess() throws Exception {
    Path kept = Files.createFile(folder.resolve("kept.mp4"));
    Path file = Files.createSymbolicLink(folder.resolve("portrait.mp4"), kept);
    Shell shell = new Shell(folder);
    try (RunningServer server = RunningServer.start(folder.resolve("data"))) {
      int code =
          shell.run(
              "generate",
              "snow",
              "--aspect-ratio=portrait",
              "--server=" + server.address() + "/",
              "--key=" + RunningServer.KEY,
              "-o" + file);
      assertEquals(0, code, shell.err());
    }
    assertEquals(720, film(file).width());
    assertTrue(Files.isSymbolicLink(file), "the link was replaced");
    assertEquals(720, film(kept).width());
  }

  @Test
  void pipeIsNotReplacedByAFilm() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Shell shell = new Shell(folder);
    assertEquals(2, shell.run("generate", "x", "-o", pipe.toString()), shell.out());
    assertTrue(shell.err().contains("pipe; -o accepts a file"), shell.err());
    assertFalse(Files.isRegularFile(pipe));
  }

  @Test
  void whatTheServerRefusesIsToldWithItsReason() {
    Shell shell = new Shell(folder);
    assertEquals(2, shell.run("generate", "x", "--duration", "5", "--lang", "en"));
    assertTrue(shell.err().contains("duration"), shell.err());
    assertTrue(shell.err().contains("20"), shell.err());
    assertEquals("", shell.out());
  }

  @Test
  void filmThatCannotBePaidForIsNotMade() {
    Shell shell = new Shell(folder, Map.of("AFTERGLOW_BOOTSTRAP_CREDIT", "0.39"));
    assertEquals(1, shell.run("generate", "x", "--lang", "en"));
    assertTrue(shell.err().contains("0.4"), shell.err());
  }

  @Test
  void directoryOfARunningServerIsLeftToIt() throws Exception {
    Shell shell = new Shell(folder);
    try (RunningServer _ = RunningServer.start(folder.resolve("data"))) {
      assertEquals(2, shell.run("generate", "x"));
    }
    assertTrue(shell.err().contains("--server"), shell.err());
  }

  @Test
  void wrongUsageIsToldBeforeAnythingStarts() {
    for (String[] wrong :
        new String[][] {
          {"generate"},
          {"generate", "x", "--task", "task_01K8SGYNNNVBQTXNR4MM964S7K"},
          {"generate", "x", "-o", "no/such/folder/film.mp4"},
          {"generate", "x", "-o", folder.toString()},
          {"generate", "x", "--image", "no-such-file.png"},
          {"generate", "x", "--lang", "fr"},
          {"generate", "x", "--server", "127.0.0.1:8080", "--key", "k"},
          {"generate", "x", "--server", "http://127.0.0.1:1"},
          {"generate", "x", "--key", "sk-x"},
          {
            "generate",
            "x",
            "--server",
            "http://127.0.0.1:1",
            "--key",
            "sk-x",
            "--data",
            "elsewhere"
          },
          {"generate", "x", "--duration", "long"},
          {"generate", "x", "y"},
        }) {
      Shell shell = new Shell(folder);
      assertEquals(2, shell.run(wrong), String.join(" ", wrong));
      assertFalse(shell.err().isBlank());
    }
    assertFalse(Files.exists(folder.resolve("data")));
  }

  @Test
  void chineseUsersAreToldInChinese() {
    Shell shell = new Shell(folder, Map.of("LANG", "zh_CN.UTF-8"));
    assertEquals(2, shell.run("generate"));
    assertTrue(shell.err().contains("二者只能选一"), shell.err());
  }

  @Test
  void serverThatIsNotThereIsToldPlainly() {
    Shell shell = new Shell(folder);
    assertEquals(1, shell.run("generate", "x", "--server=http://127.0.0.1:1", "--key=sk-x"));
    assertTrue(shell.err().startsWith("No server answers at http://127.0.0.1:1"), shell.err());
  }

  private static FilmHeader film(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return assertInstanceOf(FilmHeader.Reading.Film.class, FilmHeader.read(channel)).header();
    }
  }
}
