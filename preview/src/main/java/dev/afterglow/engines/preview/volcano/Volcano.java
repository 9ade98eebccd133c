package dev.afterglow.engines.preview.volcano;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.land.Woods;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;

/** A volcano above wooded land: it smokes, and with embers in the scene it erupts. */
public final class Volcano implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.MOUNTAINS && scene.has(Element.VOLCANO);
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Scene scene = stage.scene();
    boolean erupting = scene.has(Element.EMBERS);
    boolean portrait = stage.space().portrait();
    Light light = stage.light();
    float half = stage.space().half() / Terrain.FOCAL;
    float clear = light.sunX() < 0 ? 1 : -1;
    float x = clear * 0.12f * half * Cone.AWAY;
    float high = portrait ? 1950 : 1480;
    // what the light of the scene does not give to lava, its own glow does
    float glow = erupting ? Curves.mix(1.7f, 13, light.night()) : 0;
    Cone cone = new Cone(x, high, stage.offset("cone"), glow, scene.season());
    Terrain terrain = new Terrain(stage, cone, 105, 14000, false);
    float craterX = terrain.screenX(x, Cone.AWAY);
    float craterY = terrain.screenY(high * 0.97f, Cone.AWAY - Cone.RIM);
    stage.add(Plane.FAR, new Smoke(stage, craterX, craterY, erupting));
    if (erupting) {
      stage.add(Plane.FAR, new Fountain(stage, craterX, craterY));
    }
    stage.add(Plane.MIDDLE, terrain.bake(Smoke.DEPTH, 1300, 6200));
    Woods slopes = new Woods(stage, terrain, "slopes", 1500, 700, 1700, 22, cone::wooded);
    Woods firs = new Woods(stage, terrain, "firs", 620, 240, 900, 22, cone::wooded);
    stage.add(Plane.NEAR, terrain.bake(0.6f, 660, 1800, slopes::paint));
    stage.add(Plane.NEAR, terrain.bake(1.0f, 215, 800, firs::paint));
  }
}
