package dev.afterglow.engines.preview.air;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** A rainbow: the bright bow, red outside, and the faint second one around it in reverse. */
public final class Rainbow implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.RAINBOW)
        && scene.place() != Place.SPACE
        && scene.place() != Place.UNDERWATER
        && scene.place() != Place.ABSTRACT;
  }

  @Override
  public void build(Stage stage) {
    Space space = stage.space();
    if (stage.scene().place() == Place.WATERFALL) {
      float fall = space.portrait() ? -36 : -100;
      float size = space.portrait() ? 300 : 330;
      stage.add(Plane.AIR, new Bow(stage, fall + 205, stage.horizon() + 78, size, 36, 1));
    } else {
      float radius = Math.min(space.half() * 0.94f, stage.horizon() * 1.02f);
      float x = space.half() * (stage.light().sunX() < 0 ? 0.22f : -0.22f);
      stage.add(Plane.FAR, new Bow(stage, x, stage.horizon() + 40, radius, radius * 0.085f, 0.3f));
    }
  }

  private static final class Bow implements Layer {
    /** Entries of the table for one unit of width; the bow spans -1.7 to 1.7. */
    private static final int FINE = 64;

    private static final float REACH = 1.7f;
    private static final float SECOND = 1.235f;
    private static final float[] COLOURS = colours();

    private final float x;
    private final float y;
    private final float radius;
    private final float width;
    private final float depth;
    private final float strength;
    private final float floor;

    Bow(Stage stage, float x, float y, float radius, float width, float depth) {
      this.x = x;
      this.y = y;
      this.radius = radius;
      this.width = width;
      this.depth = depth;
      floor = stage.horizon();
      strength = Curves.mix(1, 0.42f, stage.light().night());
    }

    private static float[] colours() {
      int count = (int) (2 * REACH * FINE) + 1;
      float[] colours = new float[3 * count];
      for (int i = 0; i < count; i++) {
        float q = (float) i / FINE - REACH;
        colours[3 * i] = lobe(q, 0.62f, 0.46f) + 0.36f * lobe(q, -0.98f, 0.30f);
        colours[3 * i + 1] = lobe(q, 0.08f, 0.42f);
        colours[3 * i + 2] = lobe(q, -0.56f, 0.42f);
      }
      return colours;
    }

    private static float lobe(float q, float middle, float width) {
      float z = (q - middle) / width;
      return (float) Math.exp(-z * z);
    }

    @Override
    public void paint(Row row) {
      Frame frame = row.frame();
      float up = y - frame.unitY(row.y(), depth);
      float outer = radius * SECOND + REACH * width * 1.2f;
      if (up <= 0 || up >= outer) {
        return;
      }
      float[] veil = row.scratch(0);
      Tile.SOFT.row(up * 0.8f - frame.seconds() * 14, veil);
      float seen =
          Curves.smooth(-40, 24, floor - y + up) * (0.62f + 0.38f * Curves.smooth(0, radius, up));
      float inner = Math.max(0, radius - REACH * width);
      float hole = up < inner ? (float) Math.sqrt(inner * inner - up * up) : 0;
      float reach = (float) Math.sqrt(outer * outer - up * up);
      if (hole <= 0) {
        stretch(row, up, -reach, reach, seen, veil);
      } else {
        stretch(row, up, -reach, -hole, seen, veil);
        stretch(row, up, hole, reach, seen, veil);
      }
    }

    private void stretch(Row row, float up, float left, float right, float seen, float[] veil) {
      Frame frame = row.frame();
      int from = Math.max(row.from(), (int) Math.ceil(frame.pixelX(x + left, depth)));
      int to = Math.min(row.to(), (int) Math.floor(frame.pixelX(x + right, depth)));
      float step = frame.unitStep(depth);
      float aside = frame.unitX(from, depth) - x;
      for (int column = from; column <= to; column++, aside += step) {
        float distance = (float) Math.sqrt(aside * aside + up * up);
        float first = (distance - radius) / width;
        float second = (radius * SECOND - distance) / (width * 1.25f);
        float shimmer = 0.72f + 0.55f * Tile.along(veil, aside * 0.8f - frame.seconds() * 10);
        float alpha =
            seen * shimmer * strength * Curves.smooth(1.2f, 0.6f, Math.abs(aside / radius));
        if (first > -REACH && first < REACH) {
          band(row, column, first, alpha * 0.31f);
        } else if (second > -REACH && second < REACH) {
          band(row, column, second, alpha * 0.05f);
        }
      }
    }

    /** Light is added, less where it is bright already, so that colours stay colours. */
    private static void band(Row row, int column, float q, float alpha) {
      int i = 3 * (int) ((q + REACH) * FINE);
      int at = row.base() + column;
      float r = COLOURS[i] * alpha;
      float g = COLOURS[i + 1] * alpha * 0.92f;
      float b = COLOURS[i + 2] * alpha;
      row.glow(
          column,
          r * (1.12f - 0.6f * Math.min(1, row.red()[at])) - (g + b) * 0.10f,
          g * (1.12f - 0.6f * Math.min(1, row.green()[at])) - (r + b) * 0.05f,
          b * (1.12f - 0.6f * Math.min(1, row.blue()[at])) - (r + g) * 0.10f);
    }
  }
}
