package dev.afterglow.engines.preview.forest;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.SoftField;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Tile;

/** Shafts of light that fall through a roof of leaves, and change as the leaves move. */
public final class Shafts implements Layer {
  private static final float DEPTH = 0.7f;

  private final SoftField shafts;
  private final Rgb colour;
  private final float top;
  private final float bottom;
  private final float slant;
  private final float source;

  /** Shafts that fade out at this y, as strong as 0 none, 1 usual. */
  public Shafts(Stage stage, Light light, float bottom, float strength) {
    shafts = new SoftField(stage.space());
    this.bottom = bottom;
    top = -260;
    source = (light.sunX() < 0 ? -1 : 1) * stage.space().half() * 0.85f;
    slant = 0.9f;
    float clear = 1 - 0.8f * Math.max(0, light.cover() - 0.5f) * 2;
    colour = light.glow().times(light.key()).times(0.30f * strength * clear);
  }

  @Override
  public void ready(Frame frame, Crew crew) throws InterruptedException {
    shafts.fill(crew, (x, y) -> shine(frame, x, y));
  }

  private float shine(Frame frame, float pixelX, float pixelY) {
    float x = frame.unitX(pixelX, DEPTH);
    float y = frame.unitY(pixelY, DEPTH);
    float fade = Curves.smooth(bottom, bottom * 0.35f, y);
    if (fade <= 0) {
      return 0;
    }
    // all rays come from one place above the picture
    float down = y - top;
    float ray = (x - source * slant) / down * 300;
    float t = frame.seconds();
    float gap =
        Tile.SOFT.at(ray * 0.95f + 20, t * 2.2f) * 0.7f
            + Tile.FINE.at(ray * 0.42f, t * 1.1f) * 0.3f;
    float dust = 0.75f + 0.5f * Tile.SOFT.at(x * 0.5f - t * 7, y * 0.5f + t * 4);
    return fade * Curves.smooth(0.50f, 0.78f, gap) * dust;
  }

  @Override
  public void paint(Row row) {
    float[] shine = row.scratch(0);
    shafts.row(row, shine);
    row.glow(colour, shine);
  }
}
