package dev.afterglow.engines.preview.letters;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.TextAttribute;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The bundled fonts (Noto, SIL Open Font License), each opened when a text first needs it and kept
 * from then on. A file is called as its script; docs/fonts.py makes them.
 */
final class Faces {
  /** Chinese of the mainland, kana, and the commonest Latin, Greek and Cyrillic letters. */
  static final String PLAIN = "noto-sans-sc";

  private static final String LATIN = "latin";
  private static final String HAN = "han";

  /** Signs that stand alone look better with a little air; joined letters would be torn apart. */
  private static final Set<String> AIRY = Set.of(PLAIN, LATIN, HAN, "hangul");

  private static final float AIR = 0.04f;

  private final Map<String, Font> opened = new HashMap<>();

  /** Fonts for a script, best first; signs of no script are in the later ones. */
  List<Font> of(UnicodeScript script) throws IOException, FontFormatException {
    List<Font> faces = new ArrayList<>();
    for (String name : names(script)) {
      if (Faces.class.getResource(file(name)) != null) {
        faces.add(face(name));
      }
    }
    return faces;
  }

  private static List<String> names(UnicodeScript script) {
    return switch (script) {
      case COMMON, INHERITED, UNKNOWN, LATIN, GREEK, CYRILLIC -> List.of(PLAIN, LATIN, HAN);
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO -> List.of(PLAIN, HAN, LATIN);
      default -> List.of(script.name().toLowerCase(Locale.ROOT), PLAIN, LATIN, HAN);
    };
  }

  private synchronized Font face(String name) throws IOException, FontFormatException {
    Font known = opened.get(name);
    if (known != null) {
      return known;
    }
    Font font = FontSystem.open(new ByteArrayInputStream(bytes(name))).deriveFont(Typesetter.EM);
    Font face = AIRY.contains(name) ? font.deriveFont(Map.of(TextAttribute.TRACKING, AIR)) : font;
    opened.put(name, face);
    return face;
  }

  /** A bundled font's file. */
  static byte[] bytes(String name) throws IOException {
    try (InputStream packed = Faces.class.getResourceAsStream(file(name))) {
      if (packed == null) {
        throw new FileNotFoundException("resource " + file(name));
      }
      return new GZIPInputStream(packed).readAllBytes();
    }
  }

  private static String file(String name) {
    return name + ".font.gz";
  }
}
