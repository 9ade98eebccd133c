package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Scene;

/** A wooden pier that leads from the viewer's feet out over the water. */
public final class Piers implements Family {
  private static final Rgb WOOD = new Rgb(0.46f, 0.36f, 0.27f);

  /** Units on the screen of one metre at a distance of one metre, a wide view. */
  private static final float FOCAL = 620;

  /** Metres of the eye above the deck. */
  private static final float EYE = 2.3f;

  /** Metres of the deck above the water. */
  private static final float DECK = 1.1f;

  private static final float HALF = 1.35f;
  private static final float END = 31;
  private static final float PLANK = 0.24f;
  private static final float POSTS_APART = 3.4f;

  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.PIER)
        && switch (scene.place()) {
          case OCEAN, BEACH, LAKE, RIVER -> true;
          case WATERFALL, MOUNTAINS, FOREST, DESERT, GRASSLAND, CITY, CLOUDS -> false;
          case UNDERWATER, SPACE, CAMPFIRE, NIGHT_SKY, ABSTRACT -> false;
        };
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    stage.add(Plane.SHORE, stage.bake(0.75f, sheet -> new Deck(stage, sheet).paint()));
  }

  /** One pier on its sheet. */
  private static final class Deck {
    private final Stage stage;
    private final Sheet sheet;
    private final Brush brush;
    private final float vanishing;

    /** Metres by which the pier's middle is to the right of the eye. */
    private final float aside;

    private final float side;

    Deck(Stage stage, Sheet sheet) {
      this.stage = stage;
      this.sheet = sheet;
      brush = new Brush(sheet, stage.light(), 0);
      side = stage.light().sunX() < 0 ? -1 : 1;
      aside = -side * 0.85f;
      // it leads toward the sun's side, where the water shines
      vanishing = Math.clamp(stage.light().sunX() * 0.45f, -150, 150);
    }

    float column(float x, float z) {
      return sheet.column(vanishing + (x + aside) * FOCAL / z);
    }

    float row(float height, float z) {
      return sheet.row(stage.horizon() + (EYE - height) * FOCAL / z);
    }

    void paint() {
      float near = EYE * FOCAL / (stage.space().bottom() - stage.horizon() + 60);
      float first = near - near % POSTS_APART + POSTS_APART;
      int posts = (int) ((END - first) / POSTS_APART);
      for (int i = posts; i >= 0; i--) {
        shade(first + i * POSTS_APART);
      }
      boards(near);
      for (int i = posts; i >= 0; i--) {
        post(-1, first + i * POSTS_APART);
        post(1, first + i * POSTS_APART);
      }
    }

    /** The dark under the deck, and its legs. */
    private void shade(float z) {
      for (int hand = -1; hand <= 1; hand += 2) {
        float x = column(hand * HALF * 0.92f, z);
        float wide = 0.13f * FOCAL / z * sheet.scale();
        float foot = row(-DECK, z);
        brush.stroke(x, row(0, z), wide, x, foot, wide, WOOD.times(0.34f), 0.4f, 0.5f);
        // its image, torn by small waves
        for (int down = 0; down < 0.8f * (foot - row(0, z)); down++) {
          float waver = wide * Noise.at(down / (2.2f * sheet.scale()), z);
          for (int at = (int) (x - wide + waver); at <= x + wide + waver; at++) {
            brush.dab(at, (int) foot + down, WOOD.times(0.2f), 0.3f, 0.4f, 0.45f);
          }
        }
      }
    }

    private void boards(float near) {
      int top = (int) row(0, END);
      for (int line = top; line < sheet.height(); line++) {
        float z = EYE * FOCAL / Math.max(1, sheet.unitY(line + 0.5f) - stage.horizon());
        if (z > END || z < near * 0.8f) {
          continue;
        }
        float perMetre = FOCAL / z * sheet.scale();
        float pixel = z * z / (EYE * FOCAL * sheet.scale());
        float left = column(-HALF, z);
        float right = column(HALF, z);
        float board = (float) Math.floor(z / PLANK);
        float along = z / PLANK - board;
        // gaps finer than a pixel darken all of it a little
        float seen = Curves.clamp(PLANK * 0.5f / pixel);
        float gap =
            Curves.smooth(0.10f, 0.03f, Math.min(along, 1 - along)) * seen + 0.12f * (1 - seen);
        float own = 0.90f + 0.34f * Noise.at(board * 7.31f, 2.7f);
        float shift = 0.06f * Noise.at(board * 3.7f, 8.1f) * perMetre;
        for (int at = (int) (left + shift - 1); at <= right + shift + 1; at++) {
          float covered =
              Curves.clamp(at - left - shift + 0.5f) * Curves.clamp(right + shift - at + 0.5f);
          float x = (at - left) / perMetre;
          float grain = Noise.sum(x * 2.2f + board * 5, z * 26, 3) * Math.min(1, seen * 1.3f);
          float worn = 1 + 0.10f * Curves.smooth(0.9f, 0.2f, Math.abs(x - HALF));
          float tone = own * worn * (1 + 0.42f * grain) * (1 - 0.72f * gap);
          brush.dab(at, line, WOOD.times(tone), 0.62f, 0.95f, covered);
        }
      }
      beam(near);
    }

    /** The beam along the edge that is seen from outside. */
    private void beam(float near) {
      for (int hand = -1; hand <= 1; hand += 2) {
        for (float z = END; z > near; z *= 0.97f) {
          float next = z * 0.97f;
          float wide = 0.09f * FOCAL / z * sheet.scale();
          brush.stroke(
              column(hand * HALF, z),
              row(-0.09f, z),
              wide,
              column(hand * HALF, next),
              row(-0.09f, next),
              wide / 0.97f,
              WOOD.times(0.62f),
              hand == side ? 0.7f : 0.15f,
              0.45f);
        }
      }
    }

    private void post(float hand, float z) {
      float metre = FOCAL / z * sheet.scale();
      float x = column(hand * HALF, z);
      float top = row(0.95f, z);
      float foot = row(-0.25f, z);
      float wide = 0.11f * metre;
      for (int line = (int) top; line <= foot; line++) {
        float round = line - top < wide * 0.5f ? 0.82f : 1;
        for (int at = (int) (x - wide - 1); at <= x + wide + 1; at++) {
          float across = (at - x) / wide;
          float tone = 0.86f + 0.3f * Noise.sum(across * 2 + z, line / (0.25f * metre), 3);
          float facing = Curves.clamp(0.34f + 0.6f * side * across);
          float covered = Curves.clamp(wide * round + 0.5f - Math.abs(at - x));
          brush.dab(at, line, WOOD.times(tone * 0.9f), facing, 0.6f, covered);
        }
      }
    }
  }
}
