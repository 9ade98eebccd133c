package dev.afterglow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.sql.Database;
import dev.afterglow.sql.Statements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    assertSaidInChinese("主机名无法解析", "serve", "--port=0", "--host=no.such.host.invalid");
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
    assertSaidInChinese("该路径是文件", "serve", "--port=0", "--data=" + file);
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
  void databaseOfANewerVersionIsLeftAlone() {
    Path data = folder.resolve("newer");
    Shell first = new Shell(folder);
    assertEquals(0, first.run("owner", "create", "Anna", "--data=" + data), first.err());
    try (Database database = Database.sqlite(data.resolve("afterglow.db"))) {
      database.write(tx ->
          Statements.change(
              tx,
              "insert into flyway_schema_history (installed_rank, version, description, type,"
                  + " script, checksum, installed_by, execution_time, success)"
                  + " values (900, '900', 'next', 'SQL', 'V900__next.sql', 1, 'next', 1, 1)"));
    }
    for (String command : List.of("serve --port=0", "doctor", "owner list")) {
      String said =
          assertSaid("a newer version of Afterglow", (command + " --data=" + data).split(" "));
      assertEquals(1, said.lines().count(), said);
    }
    assertSaidInChinese("更新版本的 Afterglow", "serve", "--port=0", "--data=" + data);
  }

  @Test
  void filmsWithoutTheirDatabaseAreNotBegunAnew() throws IOException {
    Path data = Files.createDirectory(folder.resolve("lost"));
    Path films = Files.createDirectories(data.resolve("videos/films/7K"));
    Files.createFile(films.resolve("task_01K8SGYNNNVBQTXNR4MM964S7K.mp4"));
    for (String command : List.of("serve --port=0", "doctor", "owner create Anna")) {
      assertSaid("films, but not the database", (command + " --data=" + data).split(" "));
    }
    assertSaidInChinese("但缺少对应的数据库", "serve", "--port=0", "--data=" + data);
    assertFalse(Files.exists(data.resolve("afterglow.db")));
    Files.createFile(data.resolve("afterglow.db"));
    assertSaid("films, but not the database", "serve", "--port=0", "--data=" + data);
  }

  @Test
  void unusableLinkKeysAreToldInASentence() throws IOException {
    Path data = folder.resolve("links");
    for (String content : List.of("", "QUJD\n", "not base64!\n", "a\na\n", "\u00ff\n")) {
      Files.createDirectories(data);
      Files.writeString(data.resolve("link.keys"), content, StandardCharsets.ISO_8859_1);
      String said = assertSaid("link.keys", "serve", "--port=0", "--data=" + data);
      assertEquals(1, said.lines().count(), said);
      assertSaidInChinese("link.keys", "serve", "--port=0", "--data=" + data);
    }
  }

  @Test
  void whatTheStartRefusesIsRefusedByCheckConfigToo() throws IOException {
    for (String networks : List.of("10.1", "[::1]", "10.0.0.0/08", "167772161")) {
      Files.writeString(
          folder.resolve("afterglow.yaml"),
          "server:\n  trusted-proxies: '" + networks + "'\n  port: 0\n");
      for (String command : List.of("check-config", "serve")) {
        String said = assertSaid("server.trusted-proxies", command);
        assertEquals(1, said.lines().count(), said);
      }
    }
  }

  @Test
  void hostsThatCannotBeListenedOnAreRefusedByCheckConfigToo() throws IOException {
    Map<String, String> hosts =
        Map.of(
            "10.1", "write a host name or an IP address",
            "999.1.1.1", "write a host name or an IP address",
            "1:2", "write a host name or an IP address",
            "no.such.host.invalid", "there is no host of this name",
            "192.0.2.1", "the address is none of this machine");
    for (Map.Entry<String, String> host : hosts.entrySet()) {
      Files.writeString(
          folder.resolve("afterglow.yaml"),
          "server:\n  host: '" + host.getKey() + "'\n  port: 0\n");
      for (String command : List.of("check-config", "serve")) {
        Shell shell = new Shell(folder);
        assertEquals(2, shell.run(command), host.getKey());
        assertTrue(shell.err().contains(host.getValue()), shell.err());
        assertEquals(1, shell.err().lines().count(), shell.err());
      }
    }
  }

  @Test
  void aFileWithoutCertificatesIsRefusedByCheckConfigToo() throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate\n");
    Files.writeString(
        folder.resolve("afterglow.yaml"),
        "server:\n  port: 0\nopenid:\n  issuer: https://id.example\n  client-id: a\n  ca-file: "
            + file
            + "\n");
    for (String command : List.of("check-config", "serve")) {
      String said = assertSaid("holds no certificate in PEM", command);
      assertEquals(1, said.lines().count(), said);
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
