package dev.afterglow.engines.preview.letters;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Puts the letters of the bundled Noto Sans SC side by side, in pure Java: Chinese, kana, Latin,
 * Greek and Cyrillic. Letters the font lacks are left out.
 */
public final class Lettering {
  private final TrueTypeFont font;

  private Lettering(TrueTypeFont font) {
    this.font = font;
  }

  /** Opens the bundled font. */
  public static Lettering load() {
    try {
      byte[] bytes = Faces.bytes(Faces.PLAIN);
      return new Lettering(new TTFParser().parse(new RandomAccessReadBuffer(bytes)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /**
   * The outline of a line of text with its baseline at y 0, from x 0 to the right.
   *
   * @param size of the em square, in pixels
   */
  public Path2D outline(String text, float size) {
    try {
      CmapLookup letters = font.getUnicodeCmapLookup();
      float scale = size / font.getUnitsPerEm();
      Path2D line = new Path2D.Float();
      float x = 0;
      for (int letter : text.codePoints().toArray()) {
        int glyph = letters.getGlyphId(letter);
        if (glyph == 0) {
          continue;
        }
        GlyphData outline = font.getGlyph().getGlyph(glyph);
        if (outline != null) {
          AffineTransform place = AffineTransform.getTranslateInstance(x, 0);
          place.scale(scale, -scale);
          line.append(place.createTransformedShape(outline.getPath()), false);
        }
        x += font.getAdvanceWidth(glyph) * scale + size * 0.04f;
      }
      return line;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
