package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Weather;
import dev.afterglow.engines.preview.sea.Viewpoint;

/** A lighthouse on a headland; after dark and in thick weather its beams go round. */
public final class Lighthouse implements Family {
  /** Metres to the headland's end. */
  private static final float AWAY = 190;

  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.LIGHTHOUSE)
        && (scene.place() == Place.OCEAN || scene.place() == Place.BEACH);
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Viewpoint view = Viewpoint.of(stage);
    float eye = view.eye() * view.focal() / Terrain.FOCAL;
    float clear = stage.light().sunX() < 0 ? 1 : -1;
    float half = stage.space().half();
    float x = clear * 0.40f * half * AWAY / Terrain.FOCAL;
    Headland headland = new Headland(x, AWAY, clear, stage.offset("headland"));
    Terrain terrain = new Terrain(stage, headland, eye, 3000, true);
    float depth = view.depth(AWAY);
    float near = AWAY - 75;
    Tower tower = new Tower(stage, colour(stage.scene()), lit(stage) > 0);
    float foot = terrain.height(x, AWAY) - 1.2f;
    float footX = terrain.screenX(x, AWAY);
    float footY = terrain.screenY(foot, AWAY);
    float metre = Terrain.FOCAL / AWAY;
    Still land =
        terrain.bake(
            depth,
            near,
            AWAY + 120,
            sheet -> {
              tower.paint(sheet, footX, footY, metre, terrain.haze(AWAY));
              Waterline.mirror(stage, sheet, terrain.screenY(0, near));
            });
    stage.add(Plane.SHORE, Waterline.moving(land, terrain.screenY(0, AWAY)));
    if (lit(stage) > 0) {
      float lamp = foot + Tower.LAMP;
      stage.add(
          Plane.AIR,
          new Beam(
              stage, footX, footY - Tower.LAMP * metre, depth, x, lamp - eye, AWAY, lit(stage)));
    }
  }

  private static Rgb colour(Scene scene) {
    return scene
        .subject(Element.LIGHTHOUSE)
        .flatMap(house -> house.hue())
        .filter(hue -> hue != Hue.WHITE)
        .map(hue -> Rgb.of(hue.rgb()))
        .orElse(new Rgb(0.72f, 0.13f, 0.10f));
  }

  /** How strongly the beams are seen: air that carries water shows them best. */
  private static float lit(Stage stage) {
    Light light = stage.light();
    Weather weather = stage.scene().weather();
    float air =
        switch (weather) {
          case CLEAR, WINDY, CLOUDY -> 0.62f;
          case RAIN, STORM, SNOW -> 0.9f;
          case FOG -> 1;
        };
    boolean thick = weather == Weather.FOG || weather == Weather.STORM;
    float dark = light.night() > 0.5f ? 1 : light.night() > 0.2f ? 0.45f : thick ? 0.5f : 0;
    return air * dark;
  }
}
