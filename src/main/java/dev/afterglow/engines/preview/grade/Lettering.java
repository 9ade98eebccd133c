package dev.afterglow.engines.preview.grade;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Writes with the outlines of the bundled Noto Sans SC (SIL Open Font License), so that neither
 * fonts nor a font library of the system are needed. Letters the font lacks are left out.
 */
final class Lettering {
  private static final String FONT = "noto-sans-sc.ttf.gz";

  private final TrueTypeFont font;

  private Lettering(TrueTypeFont font) {
    this.font = font;
  }

  static Lettering load() {
    try (InputStream packed = Lettering.class.getResourceAsStream(FONT)) {
      if (packed == null) {
        throw new IllegalStateException("missing resource " + FONT);
      }
      byte[] bytes = new GZIPInputStream(packed).readAllBytes();
      return new Lettering(new TTFParser().parse(new RandomAccessReadBuffer(bytes)));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** The outline of a line of text with its baseline at y 0, from x 0 to the right. */
  Path2D outline(String text, float size) {
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

  /** An overlay of an outline, with room around it for its shadow. */
  static Overlay overlay(Path2D outline, int left, int top, int blur, Overlay.Fade fade) {
    Rectangle2D bounds = outline.getBounds2D();
    int width = (int) Math.ceil(bounds.getWidth()) + 6 * blur;
    int height = (int) Math.ceil(bounds.getHeight()) + 6 * blur;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.translate(3 * blur - bounds.getX(), 3 * blur - bounds.getY());
    pen.setColor(Color.WHITE);
    pen.fill(outline);
    pen.dispose();
    byte[] covered = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    float[] ink = new float[covered.length];
    for (int i = 0; i < ink.length; i++) {
      ink[i] = (covered[i] & 255) / 255f;
    }
    float[] shadow = blurred(blurred(ink, width, height, blur), width, height, blur);
    for (int i = 0; i < shadow.length; i++) {
      shadow[i] = Math.min(1, shadow[i] * 1.8f);
    }
    return new Overlay(left - 3 * blur, top - 3 * blur, width, height, ink, shadow, fade);
  }

  private static float[] blurred(float[] from, int width, int height, int radius) {
    float[] across = new float[from.length];
    float[] out = new float[from.length];
    float part = 1f / (2 * radius + 1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int k = Math.max(0, x - radius); k <= Math.min(width - 1, x + radius); k++) {
          across[y * width + x] += from[y * width + k] * part;
        }
      }
    }
    for (int y = 0; y < height; y++) {
      for (int k = Math.max(0, y - radius); k <= Math.min(height - 1, y + radius); k++) {
        for (int x = 0; x < width; x++) {
          out[y * width + x] += across[k * width + x] * part;
        }
      }
    }
    return out;
  }
}
