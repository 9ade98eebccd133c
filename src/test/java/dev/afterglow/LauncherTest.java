package dev.afterglow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a folder of its own, on a machine that has only old JDKs. */
final class LauncherTest {
  @TempDir private Path folder;

  @BeforeEach
  void allJdksAreOld() throws IOException {
    Files.copy(Path.of("afterglow"), folder.resolve("afterglow"));
    Files.createDirectory(folder.resolve(".mvn"));
    String search = Files.readString(Path.of(".mvn/jdk.sh"));
    Files.writeString(folder.resolve(".mvn/jdk.sh"), search + "\njdk_release() { echo 17; }\n");
  }

  @Test
  void withoutAJdkItSaysInOneSentenceHowToInstallOne() throws Exception {
    Said english = launch("en_US.UTF-8");
    assertEquals(2, english.code(), english.err());
    assertEquals(1, english.err().lines().count(), english.err());
    assertTrue(english.err().startsWith("Afterglow needs a JDK of release 25 or newer"));
    assertTrue(english.err().matches("(?s).*: \\S+.* \\S+.*"), "no command: " + english.err());

    Said chinese = launch("zh_CN.UTF-8");
    assertEquals(2, chinese.code());
    assertEquals(1, chinese.err().lines().count(), chinese.err());
    assertTrue(chinese.err().contains("没有找到；安装命令："), chinese.err());
    assertFalse(Files.exists(folder.resolve("target")), "something was built");
  }

  private record Said(int code, String err) {}

  private Said launch(String locale) throws Exception {
    Path err = folder.resolve("err");
    ProcessBuilder launcher = new ProcessBuilder("sh", "afterglow", "help");
    launcher.directory(folder.toFile()).redirectError(err.toFile());
    launcher.environment().putAll(Map.of("LC_ALL", locale));
    Process process = launcher.start();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return new Said(process.exitValue(), Files.readString(err, UTF_8));
  }
}
