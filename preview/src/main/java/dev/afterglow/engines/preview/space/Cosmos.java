package dev.afterglow.engines.preview.space;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.SplittableRandom;

/** Everything beyond the air. */
public final class Cosmos implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.SPACE && !scene.has(Element.REGOLITH);
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("cosmos");
    boolean portrait = stage.space().portrait();
    float side = random.nextBoolean() ? 1 : -1;
    boolean galaxy = stage.scene().has(Element.GALAXY);
    stage.add(Plane.SKY, galaxy ? new Spiral(stage) : new Nebula(stage));
    stage.add(Plane.SKY, new StarField(stage));
    if (galaxy && !stage.scene().has(Element.PLANETS)) {
      return;
    }
    Surface surface = Surface.of(stage, random);
    Globe great =
        new Globe(
            side * stage.space().half() * (portrait ? 0.20f : 0.36f),
            stage.space().at(portrait ? 0.60f : 0.56f),
            portrait ? 215 : 218,
            0.9f,
            surface,
            surface.kind() == Surface.Kind.GAS && random.nextDouble() < 0.6);
    Globe moon =
        new Globe(
            -side * stage.space().half() * 0.46f,
            stage.space().at(portrait ? 0.22f : 0.30f),
            portrait ? 46 : 52,
            0.5f,
            Surface.rock(Rgb.of(0xB8B2A8)),
            false);
    stage.add(Plane.MIDDLE, new Planet(moon, side));
    stage.add(Plane.NEAR, new Planet(great, side));
  }
}
