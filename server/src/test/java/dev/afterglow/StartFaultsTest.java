package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators read whose server or command finds no place to work in. */
final class StartFaultsTest {
  @TempDir Path folder;

  @Test
  void hostWithoutAnAddressIsNamed() {
    assertSaid("there is no host of this name", "serve", "--port=0", "--host=no.such.host.invalid");
    assertSaidInChinese("没有这个名称的主机", "serve", "--port=0", "--host=no.such.host.invalid");
  }

  @Test
  void portThatIsTakenIsToldInTheUsersLanguage() throws Exception {
    try (RunningServer taken = RunningServer.start(folder.resolve("other"))) {
      String port = "--port=" + taken.address().getPort();
      assertSaid("the port is in use", "serve", port);
      assertSaidInChinese("端口已被占用", "serve", port);
    }
  }

  @Test
  void fileInPlaceOfADirectoryIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertSaid("it is a file", "serve", "--port=0", "--data=" + file);
    assertSaid("it is a file", "owner", "list", "--data=" + file);
    assertSaidInChinese("它是一个文件", "serve", "--port=0", "--data=" + file);
  }

  @Test
  void brokenDatabaseIsToldWithoutTheWordsOfItsDriver() throws IOException {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("afterglow.db"), "no database, but a long text".repeat(100));
    for (String command : List.of("serve", "doctor")) {
      String said = assertSaid("afterglow.db is damaged", command, "--data=" + broken);
      assertEquals(1, said.lines().count(), said);
      assertFalse(said.contains("SQL"), said);
    }
  }

  @Test
  void mistypedDirectoryDoesNotLookLikeAnEmptyOne() {
    Path typo = folder.resolve("dtaa");
    for (String words :
        List.of("owner list", "key list", "doctor", "tasks list", "credit list o", "price list")) {
      assertSaid("holds nothing of Afterglow", (words + " --data=" + typo).split(" "));
    }
    assertSaidInChinese("没有 Afterglow 的数据", "doctor", "--data=" + typo);
    assertFalse(Files.exists(typo));
  }

  @Test
  void ownersAndPricesMayComeBeforeTheFirstStart() {
    Shell shell = new Shell(folder);
    assertEquals(0, shell.run("price", "set", "sora-2", "720p", "0.2"), shell.err());
    assertEquals(0, shell.run("owner", "create", "Anna"), shell.err());
    assertEquals(0, shell.run("owner", "list"), shell.err());
  }

  private String assertSaid(String expected, String... words) {
    return assertSaid(new Shell(folder), expected, words);
  }

  private void assertSaidInChinese(String expected, String... words) {
    assertSaid(new Shell(folder, Map.of("LANG", "zh_CN.UTF-8")), expected, words);
  }

  private static String assertSaid(Shell shell, String expected, String... words) {
    assertEquals(2, shell.run(words), shell.err());
    assertTrue(shell.err().contains(expected), shell.err());
    assertEquals("", shell.out());
    return shell.err();
  }
}
