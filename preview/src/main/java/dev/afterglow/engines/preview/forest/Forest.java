package dev.afterglow.engines.preview.forest;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Houses;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.meadow.Grass;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Season;
import java.util.List;
import java.util.SplittableRandom;

/** A forest from inside, with a path that leads into the light. */
public final class Forest implements Family {
  /** Metres after which about half has turned to haze. */
  private static final float CLARITY = 46;

  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.FOREST;
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    Light light = under(stage);
    Floor floor = new Floor(stage.offset("floor"), stage.scene().season());
    Terrain terrain = new Terrain(stage, light, floor, 2.1f, CLARITY, false);
    Trunks trunks = new Trunks(stage, light, terrain);
    SplittableRandom random = stage.random("trunks");
    float side = light.sunX() < 0 ? 1 : -1;
    Houses houses = Houses.of(stage, terrain, 20, 34, 0.17f * side, 0.6f);
    stage.add(Plane.SKY, new Glade(stage, light));
    stage.add(
        Plane.FAR,
        terrain.bake(0.3f, 38, 150, sheet -> trunks.paint(sheet, random, 150, 40, 120, 3)));
    stage.add(
        Plane.MIDDLE,
        terrain.bake(
            0.55f,
            15,
            42,
            sheet -> {
              trunks.paint(sheet, random, 44, 16, 40, 4);
              houses.paint(sheet);
            }));
    stage.add(
        Plane.NEAR,
        terrain.bake(1, 3.6f, 17, sheet -> trunks.paint(sheet, random, 16, 7.5f, 16, 4.4f)));
    stage.add(Plane.AIR, new Shafts(stage, light, stage.space().at(0.92f), 1));
    stage.add(Plane.FALLING, new Motes(stage, light));
    if (stage.scene().season() != Season.WINTER) {
      float bottom = stage.space().bottom();
      Grass grass = new Grass(stage, List.of());
      stage.add(
          Plane.FRONT, grass.grow(new Grass.Strip(1.8f, bottom + 24, 74, 700, 0), "undergrowth"));
    }
  }

  /** Light under trees: the sun comes through in patches, the air glows green or gold. */
  private static Light under(Stage stage) {
    Light light = stage.light();
    Rgb leaves =
        switch (stage.scene().season()) {
          case SPRING -> new Rgb(0.92f, 1.06f, 0.70f);
          case SUMMER -> new Rgb(0.84f, 1.02f, 0.70f);
          case AUTUMN -> new Rgb(1.12f, 0.92f, 0.62f);
          case WINTER -> new Rgb(0.96f, 1.0f, 1.04f);
        };
    float day = 1 - light.night();
    Rgb haze =
        light
            .haze()
            .mix(light.glow(), 0.30f * day)
            .times(leaves)
            .times(Curves.mix(0.9f, 0.92f, day));
    return light.under(light.key().times(0.92f), light.fill().times(leaves).times(0.78f), haze);
  }
}
