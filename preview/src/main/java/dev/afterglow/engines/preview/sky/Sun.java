package dev.afterglow.engines.preview.sky;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.TimeOfDay;

/** The disc of the sun where it is low or asked for; it shines through thin clouds. */
final class Sun implements Layer {
  private static final float THROUGH = 0.84f;

  private final Light light;
  private final boolean shown;
  private final float sink;
  private final float radius;

  Sun(Stage stage) {
    light = stage.light();
    TimeOfDay time = stage.scene().time();
    boolean low = time == TimeOfDay.SUNSET || time == TimeOfDay.DAWN;
    shown = light.cover() < 0.8f && light.night() < 0.5f && (low || stage.scene().has(Element.SUN));
    sink = sink(time);
    radius = low ? 27 : 22;
  }

  /** Units by which the sun sinks during a film; it rises where they are negative. */
  static float sink(TimeOfDay time) {
    return switch (time) {
      case SUNSET -> 16;
      case DAWN -> -16;
      case DAY, DUSK, NIGHT -> 0;
    };
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float depth = Firmament.DEPTH;
    float down = frame.unitY(row.y(), depth) - light.sunY() - sink * frame.progress();
    if (!shown || Math.abs(down) > radius + 2) {
      return;
    }
    int from = Math.max(row.from(), (int) frame.pixelX(light.sunX() - radius - 2, depth));
    int to = Math.min(row.to(), (int) frame.pixelX(light.sunX() + radius + 2, depth) + 1);
    for (int x = from; x <= to; x++) {
      float across = frame.unitX(x, depth) - light.sunX();
      float distance = (float) Math.sqrt(across * across + down * down);
      float part = THROUGH * Curves.smooth(radius + 1.4f, radius - 1.4f, distance);
      row.cover(
          x,
          0.9f + light.glow().red(),
          0.75f + light.glow().green(),
          0.45f + light.glow().blue(),
          part);
    }
  }
}
