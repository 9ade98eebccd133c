package dev.afterglow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, in a folder of its own. */
final class LauncherTest {
  @TempDir private Path folder;

  @BeforeEach
  void launcherStandsAlone() throws IOException {
    Files.copy(Path.of("afterglow"), folder.resolve("afterglow"));
    Files.createDirectory(folder.resolve(".mvn"));
  }

  private void allJdksAreOld() throws IOException {
    String search = Files.readString(Path.of(".mvn/jdk.sh"));
    Files.writeString(folder.resolve(".mvn/jdk.sh"), search + "\njdk_release() { echo 17; }\n");
  }

  /** Something is built, and runs on a JDK that only tells what it is given. */
  private void jdkTells(String what) throws IOException {
    Path app = Files.createDirectories(folder.resolve("target/app"));
    Files.createFile(app.resolve("afterglow.jar"));
    Files.createFile(app.resolve("built"));
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + what + "\n");
    assertTrue(java.toFile().setExecutable(true));
    String found = "find_jdk() { JAVA_HOME='" + folder.resolve("jdk") + "'; }\n";
    Files.writeString(folder.resolve(".mvn/jdk.sh"), found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh_XX.UTF-8", "zh_XX", "C", "POSIX", "C.UTF-8"})
  void javaReadsUtf8EvenWhereTheLocaleIsNotInstalled(String locale) throws Exception {
    jdkTells("locale charmap >&2; echo \"${LANGUAGE-$LC_ALL}\" >&2");
    assertEquals("UTF-8\n" + locale + "\n", launch(locale).err());
  }

  /** A supervisor starts again what has ended, not what is half dead. */
  @Test
  void exhaustedHeapEndsTheProcess() throws Exception {
    jdkTells("echo \"$@\" >&2");
    assertTrue(launch("C.UTF-8").err().contains("-XX:+ExitOnOutOfMemoryError "));
  }

  @Test
  void whatBuildsAndTestsLeaveIsNoReasonToBuildAgain() throws Exception {
    jdkTells("echo it runs >&2");
    for (String left : List.of("engine/target/classes", "preview/target", "server/src/test")) {
      Files.createFile(Files.createDirectories(folder.resolve(left)).resolve("newer"));
    }
    assertEquals("it runs\n", launch("C.UTF-8").err());
  }

  @Test
  void withoutAJdkItSaysInOneSentenceHowToInstallOne() throws Exception {
    allJdksAreOld();
    Said english = launch("en_US.UTF-8");
    assertEquals(2, english.code(), english.err());
    assertEquals(1, english.err().lines().count(), english.err());
    assertTrue(english.err().startsWith("Afterglow needs a JDK of release 25 or newer"));
    assertTrue(english.err().matches("(?s).*: \\S+.* \\S+.*"), "no command: " + english.err());

    Said chinese = launch("zh_CN.UTF-8");
    assertEquals(2, chinese.code());
    assertEquals(1, chinese.err().lines().count(), chinese.err());
    assertTrue(chinese.err().contains("未找到；安装命令："), chinese.err());
    assertFalse(Files.exists(folder.resolve("target")), "something was built");
  }

  @Test
  void aBuildThatFailsIsToldInTheLanguageOfTheReader() throws Exception {
    jdkTells("exit 0");
    Files.createDirectories(folder.resolve("server"));
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\necho '[ERROR] no'\nexit 1\n");
    assertTrue(folder.resolve("mvnw").toFile().setExecutable(true));
    Files.deleteIfExists(folder.resolve("target/app/built"));
    String english = launch("en_US.UTF-8").err();
    assertTrue(english.contains("Building Afterglow (") && english.contains("[ERROR] no"), english);
    String chinese = launch("zh_CN.UTF-8").err();
    assertTrue(chinese.contains("正在构建 Afterglow（"), chinese);
    assertTrue(chinese.contains("构建失败，完整日志见 "), chinese);
  }

  private record Said(int code, String err) {}

  private Said launch(String locale) throws Exception {
    Path err = folder.resolve("err");
    ProcessBuilder launcher = new ProcessBuilder("sh", "afterglow", "help");
    launcher.directory(folder.toFile()).redirectError(err.toFile());
    launcher.environment().remove("LANGUAGE");
    launcher.environment().putAll(Map.of("LC_ALL", locale));
    Process process = launcher.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return new Said(process.exitValue(), Files.readString(err, UTF_8));
  }
}
