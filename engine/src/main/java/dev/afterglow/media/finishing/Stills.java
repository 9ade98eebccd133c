package dev.afterglow.media.finishing;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The still pictures that go with a film.
 *
 * <p>The thumbnail is the picture at a third of the film, as WebP, its long side {@value
 * #THUMBNAIL_SIDE} pixels. The spritesheet is one JPEG of {@value #COLUMNS} columns and {@value
 * #ROWS} rows without gaps, read row by row: picture {@code i} of the ten shows the film at {@code
 * (i + 0.5) / 10} of its length. Each has a long side of {@value #TILE_SIDE} pixels, so a sheet is
 * 1600x360 pixels for a film of 16:9 and 900x640 for one of 9:16.
 */
public final class Stills {
  /** Pictures in a row of the spritesheet. */
  public static final int COLUMNS = 5;

  /** Rows of the spritesheet. */
  public static final int ROWS = 2;

  /** The long side of one picture of the spritesheet, in pixels. */
  public static final int TILE_SIDE = 320;

  /** The long side of the thumbnail, in pixels. */
  public static final int THUMBNAIL_SIDE = 640;

  private Stills() {}

  /** Where a film's thumbnail is written. */
  static Path thumbnail(Path film) {
    return film.resolveSibling(film.getFileName() + ".thumbnail.webp");
  }

  /** Where a film's spritesheet is written. */
  static Path spritesheet(Path film) {
    return film.resolveSibling(film.getFileName() + ".spritesheet.jpg");
  }

  /**
   * The filters that make both of a film's pictures.
   *
   * @param input the label of the film's pictures, or several of them
   * @param more a label before the two, for one more copy of the pictures, or nothing
   */
  static String filters(String input, String more, int frames, boolean portrait) {
    int copies = more.isEmpty() ? 2 : 3;
    String chosen =
        IntStream.range(0, COLUMNS * ROWS)
            .map(i -> (int) ((i + 0.5) * frames / (COLUMNS * ROWS)))
            .distinct()
            .mapToObj(frame -> "eq(n," + frame + ")")
            .collect(Collectors.joining("+"));
    return String.format(
        Locale.ROOT,
        "%ssplit=%d%s[t][s];[t]select='eq(n,%d)',%s[thumbnail];"
            + "[s]select='%s',%s,tile=%dx%d,format=yuvj420p[spritesheet]",
        input,
        copies,
        more,
        frames / 3,
        scale(THUMBNAIL_SIDE, portrait),
        chosen,
        scale(TILE_SIDE, portrait),
        COLUMNS,
        ROWS);
  }

  private static String scale(int side, boolean portrait) {
    return portrait ? "scale=w=-2:h=" + side : "scale=w=" + side + ":h=-2";
  }
}
