package dev.afterglow.engines.preview.letters;

import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.text.Bidi;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;

/**
 * Sets a line of text as a reader of its script expects it: Arabic joined and from right to left,
 * the vowels of Hindi and Khmer around their consonants, Korean in syllables. Shapes come from the
 * JDK's HarfBuzz, the order from Unicode's bidirectional algorithm (UAX #9). Letters that no
 * bundled font has, such as emoji and historic scripts, are left out.
 */
public final class Typesetter {
  /** The size that text is set at before it is scaled, so that every film has the same shapes. */
  static final float EM = 256;

  private static final System.Logger LOG = System.getLogger(Typesetter.class.getName());
  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
  private static final Faces FACES = new Faces();

  private Typesetter() {}

  /**
   * The outline of a line with its baseline at y 0, from x 0 to the right.
   *
   * @param size of the em square, in pixels
   * @return empty if this Java runtime has no working fonts
   */
  public static Optional<Path2D> line(String text, float size) {
    try {
      return Optional.of(set(Normalizer.normalize(text, Normalizer.Form.NFC), size));
    } catch (IOException | FontFormatException | LinkageError | InternalError broken) {
      // a runtime cut down to less than java.desktop's libraries, or no folder for temporary files
      LOG.log(Level.WARNING, "A caption is left out, because fonts do not open", broken);
      return Optional.empty();
    }
  }

  private static Path2D set(String text, float size) throws IOException, FontFormatException {
    Path2D line = new Path2D.Float();
    char[] letters = text.toCharArray();
    Piece[] pieces = pieces(text).toArray(Piece[]::new);
    byte[] levels = new byte[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      levels[i] = pieces[i].level();
    }
    if (pieces.length > 0) {
      Bidi.reorderVisually(levels, 0, pieces, 0, pieces.length);
    }
    float x = 0;
    for (Piece piece : pieces) {
      GlyphVector glyphs =
          piece.face().layoutGlyphVector(EXACT, letters, piece.from(), piece.to(), piece.flags());
      line.append(glyphs.getOutline(x, 0), false);
      x += (float) glyphs.getGlyphPosition(glyphs.getNumGlyphs()).getX();
    }
    line.transform(AffineTransform.getScaleInstance(size / EM, size / EM));
    return line;
  }

  private static List<Piece> pieces(String text) throws IOException, FontFormatException {
    Pieces pieces = new Pieces(text, FACES);
    Bidi directions = new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    for (int run = 0; run < directions.getRunCount(); run++) {
      pieces.add(
          directions.getRunStart(run),
          directions.getRunLimit(run),
          (byte) directions.getRunLevel(run));
    }
    return pieces.all();
  }
}
