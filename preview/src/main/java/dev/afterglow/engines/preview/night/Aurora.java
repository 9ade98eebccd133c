package dev.afterglow.engines.preview.night;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Scene;

/** The northern lights. */
public final class Aurora implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.AURORA) && NightSky.open(scene);
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.SKY, new Curtains(stage, lower(stage.scene()), upper(stage.scene())));
  }

  /** Oxygen at a hundred kilometres glows green, unless the prompt wants another colour. */
  private static Rgb lower(Scene scene) {
    return scene
        .subject(Element.AURORA)
        .flatMap(aurora -> aurora.hue())
        .map(hue -> Rgb.of(hue.rgb()))
        .orElse(new Rgb(0.16f, 1.0f, 0.52f));
  }

  private static Rgb upper(Scene scene) {
    boolean violet =
        scene.subject(Element.AURORA).flatMap(aurora -> aurora.hue()).stream()
            .anyMatch(hue -> hue == Hue.PURPLE || hue == Hue.PINK || hue == Hue.MAGENTA);
    return violet ? new Rgb(0.25f, 0.55f, 1.0f) : new Rgb(0.55f, 0.22f, 0.95f);
  }
}
