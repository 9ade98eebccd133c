package dev.afterglow.engines.preview.photo;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Tile;

/** The photograph itself, moved by its depth, with light that drifts over it. */
final class Pixels implements Layer {
  private static final float AT_REST = 0.55f;

  private final Photo photo;
  private final Depth depth;
  private final Travel travel;
  private final float[] light;
  private float way;

  /**
   * A photograph to be painted.
   *
   * @param light what to paint for each of 256 levels, so that the film's tone gives them back
   */
  Pixels(Photo photo, Depth depth, Travel travel, float[] light) {
    this.photo = photo;
    this.depth = depth;
    this.travel = travel;
    this.light = light;
  }

  @Override
  public void ready(Frame frame, Crew crew) {
    way = Curves.mix(frame.progress(), Curves.smooth(0, 1, frame.progress()), 0.75f);
  }

  @Override
  public void paint(Row row) {
    float[] near = row.scratch(0);
    float[] drift = row.scratch(1);
    depth.row(row.y(), row.from(), row.to(), near);
    float t = row.frame().seconds();
    float scale = row.frame().space().scale();
    Tile.SOFT.row(row.y() / scale * 0.24f - t * 5, drift);
    float strength = 0.16f * Curves.smooth(0, 1.2f, t);
    float middleX = photo.width() * 0.5f;
    float middleY = photo.height() * 0.5f;
    float asideX = travel.x() * photo.width() * way;
    float asideY = travel.y() * photo.height() * way;
    float[] red = row.red();
    float[] green = row.green();
    float[] blue = row.blue();
    for (int x = row.from(); x <= row.to(); x++) {
      float d = near[x];
      float shrink = 1 / (1 + travel.zoom() * way * (AT_REST + (1 - AT_REST) * d));
      int pixel =
          sample(
              middleX + (x - middleX) * shrink - asideX * d,
              middleY + (row.y() - middleY) * shrink - asideY * d);
      float lit = 1 + strength * (Tile.along(drift, x / scale * 0.24f + t * 13) - 0.5f);
      int i = row.base() + x;
      red[i] = light[(pixel >> 16) & 255] * lit;
      green[i] = light[(pixel >> 8) & 255] * lit;
      blue[i] = light[pixel & 255] * lit;
    }
  }

  private int sample(float x, float y) {
    float heldX = Math.clamp(x, 0, photo.width() - 1.001f);
    float heldY = Math.clamp(y, 0, photo.height() - 1.001f);
    int left = (int) heldX;
    int top = (int) heldY;
    int i = top * photo.width() + left;
    int below = Math.min(i + photo.width(), (photo.height() - 1) * photo.width() + left);
    int partX = (int) ((heldX - left) * 256);
    int partY = (int) ((heldY - top) * 256);
    int[] pixels = photo.pixels();
    int right = left + 1 < photo.width() ? 1 : 0;
    return blend(
        blend(pixels[i], pixels[i + right], partX),
        blend(pixels[below], pixels[below + right], partX),
        partY);
  }

  /** Blends two packed colours, two parts at a time. */
  private static int blend(int p, int q, int weight) {
    int rest = 256 - weight;
    int outer = ((p & 0xff00ff) * rest + (q & 0xff00ff) * weight) >>> 8;
    int inner = ((p & 0x00ff00) * rest + (q & 0x00ff00) * weight) >>> 8;
    return (outer & 0xff00ff) | (inner & 0x00ff00);
  }
}
