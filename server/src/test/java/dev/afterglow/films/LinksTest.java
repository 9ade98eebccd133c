package dev.afterglow.films;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.films.Links.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static final String TASK = "task_01K8SGYNNNVBQTXNR4MM964S7K";
  private static final Instant COMPLETED = Instant.parse("2026-11-22T10:00:00.123Z");
  private static final Instant EXPIRY = COMPLETED.plusSeconds(86_400);

  @TempDir Path folder;
  private Path file;
  private LinkKeys keys;
  private Parts good;

  /** The three parts of a link. */
  private record Parts(String path, String expiry, String signature) {
    static Parts of(String link) {
      String[] halves = link.split("\\?e=|&s=", -1);
      return new Parts(halves[0], halves[1], halves[2]);
    }
  }

  @BeforeEach
  void sign() throws IOException {
    file = folder.resolve("link.keys");
    keys = LinkKeys.open(file, new SecureRandom());
    good = Parts.of(at(COMPLETED).link(TASK, EXPIRY));
  }

  @Test
  void linkWorksUntilItsExpiryAndNotFromThenOn() {
    assertEquals(Verdict.GOOD, judge(at(EXPIRY.minusSeconds(1)), good));
    assertEquals(Verdict.GOOD, judge(at(EXPIRY.minusMillis(1)), good));
    assertEquals(Verdict.EXPIRED, judge(at(EXPIRY), good));
    assertEquals(Verdict.EXPIRED, judge(at(EXPIRY.plusSeconds(1)), good));
  }

  @Test
  void everyFlippedBitOfPathExpiryAndSignatureIsForged() {
    Links links = at(COMPLETED);
    for (int bit = 0; bit < 7; bit++) {
      for (int i = 0; i < good.path.length(); i++) {
        assertForged(links, flip(good.path, i, bit), good.expiry, good.signature);
      }
      for (int i = 0; i < good.expiry.length(); i++) {
        assertForged(links, good.path, flip(good.expiry, i, bit), good.signature);
      }
      for (int i = 0; i < good.signature.length(); i++) {
        assertForged(links, good.path, good.expiry, flip(good.signature, i, bit));
      }
    }
  }

  @Test
  void otherSpellingsOfTheSameNumberOrSignatureAreForged() {
    Links links = at(COMPLETED);
    assertForged(links, good.path, "0" + good.expiry, good.signature);
    assertForged(links, good.path, "+" + good.expiry, good.signature);
    assertForged(links, good.path, good.expiry + " ", good.signature);
    assertForged(links, good.path, good.expiry, good.signature + "=");
    assertForged(links, good.path, good.expiry, "");
    assertForged(links, good.path, "", good.signature);
  }

  @Test
  void signatureOfAnotherTaskIsForged() {
    Parts other = Parts.of(at(COMPLETED).link("task_01K8SGYNNNVBQTXNR4MM964S7M", EXPIRY));
    assertForged(at(COMPLETED), good.path, good.expiry, other.signature);
  }

  @Test
  void expiredForgeryIsForgedNotExpired() {
    assertForged(
        at(EXPIRY.plusSeconds(1)), good.path, good.expiry, "A" + good.signature.substring(1) + "A");
  }

  @Test
  void secondKeyVerifiesUntilItIsDropped() throws IOException {
    Links both = withKeys(List.of(line(1), present()));
    assertEquals(Verdict.GOOD, judge(both, good));
    Parts next = Parts.of(both.link(TASK, EXPIRY));
    assertFalse(next.signature.equals(good.signature));

    Links alone = withKeys(List.of(line(1)));
    assertEquals(Verdict.GOOD, judge(alone, next));
    assertEquals(Verdict.FORGED, judge(alone, good));
  }

  private String present() throws IOException {
    return Files.readString(file).strip();
  }

  /** A key of bytes that are all this, as the file holds it. */
  private static String line(int all) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) all);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  /** The links after an operator has written these keys. */
  private Links withKeys(List<String> lines) throws IOException {
    Files.write(file, lines);
    return new Links(LinkKeys.open(file, new SecureRandom()), InstantSource.fixed(COMPLETED));
  }

  @Test
  void keysAreReadBackAfterARestart() throws IOException {
    Links restarted =
        new Links(LinkKeys.open(file, new SecureRandom()), InstantSource.fixed(COMPLETED));
    assertEquals(Verdict.GOOD, judge(restarted, good));
  }

  @Test
  void keyFileIsReadableByItsOwnerAlone() throws IOException {
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "QUJD\n", "not base64!\n"})
  void unusableKeyRefusesTheStart(String content) throws IOException {
    Files.writeString(file, content);
    assertThrows(UnusableLinkKeys.class, () -> LinkKeys.open(file, new SecureRandom()));
  }

  @Test
  void emptySecondKeyRefusesTheStart() throws IOException {
    Files.writeString(file, Files.readString(file) + "\n");
    assertThrows(UnusableLinkKeys.class, () -> LinkKeys.open(file, new SecureRandom()));
  }

  @Test
  void twoEqualKeysRefuseTheStart() throws IOException {
    Files.writeString(file, Files.readString(file).repeat(2));
    assertThrows(UnusableLinkKeys.class, () -> LinkKeys.open(file, new SecureRandom()));
  }

  @Test
  void refusalDoesNotShowTheKey() throws IOException {
    String secret = Base64.getUrlEncoder().encodeToString(new byte[31]);
    Files.writeString(file, secret);
    String message =
        String.valueOf(
            assertThrows(UnusableLinkKeys.class, () -> LinkKeys.open(file, new SecureRandom()))
                .getMessage());
    assertFalse(message.contains(secret));
    assertTrue(message.contains("SHORT"));
  }

  private Links at(Instant now) {
    return new Links(keys, InstantSource.fixed(now));
  }

  private static Verdict judge(Links links, Parts parts) {
    return links.judge(parts.path, parts.expiry, parts.signature);
  }

  private static void assertForged(Links links, String path, String expiry, String signature) {
    assertEquals(Verdict.FORGED, links.judge(path, expiry, signature));
  }

  private static String flip(String text, int index, int bit) {
    StringBuilder flipped = new StringBuilder(text);
    flipped.setCharAt(index, (char) (text.charAt(index) ^ 1 << bit));
    return flipped.toString();
  }
}
