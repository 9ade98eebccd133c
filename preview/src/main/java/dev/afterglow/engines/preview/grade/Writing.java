package dev.afterglow.engines.preview.grade;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.letters.Mark;
import dev.afterglow.engines.preview.letters.Typesetter;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What is written over a film: always the mark in the corner, and a caption where one is asked. */
public final class Writing {
  /** What the mark and the file's metadata say. */
  public static final String MARK = Mark.TEXT;

  /** The size of a caption's letters on a picture of scale 1, in pixels. */
  private static final float LINE = 29;

  private Writing() {}

  /**
   * The overlays of a film.
   *
   * @param caption one line, shown in the last seconds; empty for none
   * @param seconds how long the film lasts
   */
  public static List<Overlay> over(Space space, String caption, float seconds) {
    List<Overlay> overlays = new ArrayList<>();
    overlays.add(mark(space));
    if (!caption.isBlank()) {
      Typesetter.line(caption, LINE)
          .filter(line -> !line.getBounds2D().isEmpty())
          .ifPresent(line -> overlays.add(caption(line, space, seconds)));
    }
    return overlays;
  }

  private static Overlay mark(Space space) {
    float size = 14.5f * space.scale();
    Path2D line = Mark.outline(size);
    Rectangle2D bounds = line.getBounds2D();
    int margin = Math.round(18 * space.scale());
    int left = space.width() - margin - (int) Math.ceil(bounds.getWidth());
    int top = space.height() - margin - (int) Math.ceil(bounds.getHeight());
    return Overlay.of(line, left, top, Math.max(1, Math.round(size / 7)), _ -> 0.62f);
  }

  private static Overlay caption(Path2D line, Space space, float seconds) {
    float room = space.width() * 0.88f;
    float size = LINE * Math.min(space.scale(), room / (float) line.getBounds2D().getWidth());
    line.transform(AffineTransform.getScaleInstance(size / LINE, size / LINE));
    int left = (int) ((space.width() - line.getBounds2D().getWidth()) / 2);
    int top = (int) (space.height() * 0.93f - line.getBounds2D().getHeight());
    float from = Math.max(0, seconds - 3);
    return Overlay.of(
        line,
        left,
        top,
        Math.max(1, Math.round(size / 7)),
        frame -> {
          float at = frame.progress() * seconds;
          return Curves.smooth(from, from + 0.7f, at)
              * Curves.smooth(seconds - 0.1f, seconds - 0.6f, at);
        });
  }
}
