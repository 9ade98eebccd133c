package dev.afterglow.engines.preview.letters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypesetterTest {
  private static final float SIZE = 40;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "瀑布倾泻而下形成彩虹",
        "臺灣日月潭的夕陽",
        "桜の駅でカメラ",
        "폭포가 쏟아지며 무지개",
        "الشلال يتدفق",
        "מפל מים יוצר קשת",
        "น้ำตกไหลลงมา",
        "ນ້ຳຕົກຕາດ",
        "ទឹកជ្រោះធ្លាក់ចុះ",
        "ရေတံခွန်စီးဆင်း",
        "झरना गिरकर इंद्रधनुष",
        "জলপ্রপাত রংধনু",
        "அருவி பாய்ந்து",
        "జలపాతం ఇంద్రధనస్సు",
        "ધોધ મેઘધનુષ્ય",
        "ਝਰਨਾ ਸਤਰੰਗੀ",
        "ಜಲಪಾತವು",
        "വെള്ളച്ചാട്ടം",
        "දිය ඇල්ල",
        "ଜଳପ୍ରପାତ",
        "ჩანჩქერი",
        "Ջրվեժը",
        "ፏፏቴው",
        "ཆུ་འབབ",
        "Thác nước Ελληνικά ὦ Қазақ",
        "ᠮᠣᠩᠭᠣᠯ",
        "ᐃᓄᒃᑎᑐᑦ",
        "ދިވެހި"
      })
  void everyLetterHasItsOwnPicture(String text) {
    int[] letters = text.codePoints().filter(Character::isLetter).distinct().toArray();
    for (int letter : letters) {
      String one = Character.toString(letter);
      assertFalse(line(one).getBounds2D().isEmpty(), one + " of " + text);
    }
    // a box drawn for everything unknown would be the same each time
    long pictures = Arrays.stream(letters).mapToObj(TypesetterTest::strokes).distinct().count();
    assertTrue(pictures > letters.length * 0.8, pictures + " of " + letters.length + ": " + text);
  }

  @Test
  void arabicLettersJoinTheirNeighbours() {
    // the same three letters, held apart by what forbids joining
    double joined = width("ببب");
    double apart = width("ب\u200cب\u200cب");
    assertTrue(joined < apart * 0.8, joined + " and " + apart);
    // lam and alef have a sign of their own
    assertTrue(width("لا") < width("ل\u200cا"), "lam-alef");
  }

  @Test
  void hebrewRunsFromTheRight() {
    // lamed alone rises above the line, so the highest point tells where it stands
    assertTrue(peak("אאאאל") < width("אאאאל") / 2);
    assertTrue(peak("לאאאא") > width("לאאאא") / 2);
  }

  @Test
  void directionsMixAsTheyAreRead() {
    // after a number and a blank, a line from the right goes on at its left end
    assertTrue(peak("אאאאאא 2026 ל") < width("אאאאאא 2026 ל") * 0.2);
    // a Hebrew word in an English line is turned round in its place
    double word = peak("aaaa לאאאא aaaa");
    assertTrue(word > width("aaaa לאאאא") * 0.8, "at " + word);
  }

  @Test
  void bracketsTurnRoundInLinesFromTheRight() {
    assertTrue(bows("(ר"), "the bracket does not open towards its letter");
  }

  @Test
  void vowelsAndConsonantsOfIndiaFormClusters() {
    assertTrue(width("क्ष") < width("क") + width("ष") - SIZE * 0.1, "conjunct");
    // the short i is written before the consonant that it follows in speech
    assertTrue(peak("कि") < peak("की"), "short i");
    assertTrue(width("கொ") > width("க") * 1.5, "a vowel on both sides");
  }

  @Test
  void marksTakeNoRoom() {
    assertEquals(width("ก"), width("กิ"), SIZE * 0.1);
    assertEquals(width("ກ"), width("ກີ"), SIZE * 0.1);
    // a coeng stands below its consonant
    assertTrue(
        line("ក្ក").getBounds2D().getMaxY() > line("ក").getBounds2D().getMaxY() + SIZE * 0.2);
    assertEquals(line("한").getBounds2D(), line("\u1112\u1161\u11ab").getBounds2D());
  }

  @Test
  void whatNoFontHasIsLeftOut() {
    assertEquals(line("ab").getBounds2D(), line("a🌊b").getBounds2D());
    assertTrue(line("🌊🏳️‍🌈").getBounds2D().isEmpty());
    assertTrue(line("").getBounds2D().isEmpty());
  }

  @Test
  void linesGrowWithTheirSize() {
    double small = Typesetter.line("폭포 झरना", 10).orElseThrow().getBounds2D().getWidth();
    double large = Typesetter.line("폭포 झरना", 50).orElseThrow().getBounds2D().getWidth();
    assertEquals(5, large / small, 0.01);
  }

  /** The library that the JDK asks for fonts knows none here, as in a bare container. */
  @Test
  void noFontsOfTheSystemAreNeeded(@TempDir Path folder) throws Exception {
    Path nothing = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig/>");
    assertEquals(1, child(folder.resolve("bare"), nothing, Bare.class), "the JDK finds fonts");
    Path own = folder.resolve("own");
    assertEquals(0, child(own, nothing, Bundled.class), () -> read(own));
    try (var left = Files.list(own)) {
      assertEquals(List.of(own.resolve("out")), left.toList());
    }
  }

  private static int child(Path folder, Path fonts, Class<?> main) throws Exception {
    Files.createDirectory(folder);
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    child.environment().put("FONTCONFIG_FILE", fonts.toString());
    child.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile());
    return child.start().waitFor();
  }

  private static String read(Path folder) {
    try {
      return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    } catch (IOException gone) {
      return gone.toString();
    }
  }

  /** Opens a font as the JDK does by itself. */
  static final class Bare {
    public static void main(String[] arguments) throws Exception {
      Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(Faces.bytes("thai")));
    }
  }

  /** Sets a line of several scripts. */
  static final class Bundled {
    public static void main(String[] arguments) {
      double width =
          Typesetter.line("مرحبا 폭포 झरना 瀑布", SIZE).orElseThrow().getBounds2D().getWidth();
      if (width < 6 * SIZE) {
        throw new IllegalStateException("width " + width);
      }
    }
  }

  private static Path2D line(String text) {
    return Typesetter.line(text, SIZE).orElseThrow();
  }

  private static double width(String text) {
    return line(text).getBounds2D().getWidth();
  }

  /** Where the highest point of a line is, from its left edge. */
  private static double peak(String text) {
    Path2D line = line(text);
    double[] at = new double[6];
    double top = Double.MAX_VALUE;
    double x = 0;
    for (PathIterator path = line.getPathIterator(null); !path.isDone(); path.next()) {
      if (path.currentSegment(at) != PathIterator.SEG_CLOSE && at[1] < top) {
        top = at[1];
        x = at[0];
      }
    }
    return x - line.getBounds2D().getX();
  }

  /** Whether the right end of a line is thickest at half of its height, as a closing bracket is. */
  private static boolean bows(String text) {
    Path2D line = line(text);
    Rectangle2D bounds = line.getBounds2D();
    double edge = bounds.getMaxX() - bounds.getHeight() * 0.06;
    double middle = bounds.getCenterY();
    double part = bounds.getHeight() * 0.1;
    boolean atMiddle = line.intersects(edge, middle - part, SIZE, 2 * part);
    boolean atTop = line.intersects(edge, bounds.getMinY(), SIZE, part);
    return atMiddle && !atTop;
  }

  private static String strokes(int letter) {
    StringBuilder strokes = new StringBuilder();
    double[] at = new double[6];
    Path2D line = line(Character.toString(letter));
    for (PathIterator path = line.getPathIterator(null); !path.isDone(); path.next()) {
      strokes.append(path.currentSegment(at)).append(Math.round(at[0])).append(Math.round(at[1]));
    }
    return strokes.toString();
  }
}
