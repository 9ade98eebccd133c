package dev.afterglow.engines.preview.letters;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JDK's own fonts, made to start where the system has neither fonts nor a font library.
 *
 * <p>On Linux the JDK asks libfontconfig for the system's fonts before it opens any font, and gives
 * up with "Fontconfig head is null" where that is missing or knows none, as in most containers. A
 * file of its own format, named by the property {@code sun.awt.fontconfig}, takes that question's
 * place: it is read once, when the first font is opened, so it exists only during that moment. The
 * font it names is never looked for, because no text here is set in anything but bundled fonts.
 */
final class FontSystem {
  private static final String PROPERTY = "sun.awt.fontconfig";

  private static boolean started;

  private FontSystem() {}

  /**
   * Opens a TrueType or OpenType font.
   *
   * @throws IOException if the folder for temporary files cannot be written
   */
  static synchronized Font open(InputStream font) throws IOException, FontFormatException {
    boolean asks = System.getProperty("os.name").equals("Linux");
    if (started || !asks || System.getProperty(PROPERTY) != null) {
      return Font.createFont(Font.TRUETYPE_FONT, font);
    }
    Path answer = Files.createTempFile("afterglow-fonts", ".properties");
    try {
      Files.writeString(answer, answer());
      System.setProperty(PROPERTY, answer.toString());
      Font opened = Font.createFont(Font.TRUETYPE_FONT, font);
      started = true;
      return opened;
    } finally {
      System.clearProperty(PROPERTY);
      Files.deleteIfExists(answer);
    }
  }

  /** The least that the JDK accepts: every logical font in every style is one font. */
  private static String answer() {
    StringBuilder lines =
        new StringBuilder(
            """
            version=1
            allfonts.text=Text
            sequence.allfonts=text
            filename.Text=/nonexistent.ttf
            """);
    for (String font : new String[] {"serif", "sansserif", "monospaced", "dialog", "dialoginput"}) {
      for (String style : new String[] {"plain", "bold", "italic", "bolditalic"}) {
        lines.append(font).append('.').append(style).append(".text=Text\n");
      }
    }
    return lines.toString();
  }
}
