package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.figures.Figure;
import dev.afterglow.engines.preview.figures.Figures;
import dev.afterglow.engines.preview.figures.Pose;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** Boats: sails on the sea, rowing boats on lakes and rivers. */
public final class Boats implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.BOATS) && water(scene.place());
  }

  private static boolean water(Place place) {
    return switch (place) {
      case OCEAN, BEACH, LAKE, RIVER -> true;
      case WATERFALL, MOUNTAINS, FOREST, DESERT, GRASSLAND, CITY, CLOUDS -> false;
      case UNDERWATER, SPACE, CAMPFIRE, NIGHT_SKY, ABSTRACT -> false;
    };
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.SHORE, new Fleet(stage));
  }

  private static final class Fleet extends Figures {
    private static final int MOST = 12;

    /** A boat's width from bow to stern, metres; the figures are a little wider. */
    private static final float SAIL = 11;

    private static final float ROW = 5;

    private record Boat(float x, float below, float speed, float phase, float size) {}

    private final Stage stage;
    private final boolean open;
    private final Figure figure;
    private final Figure image;
    private final Boat[] boats;
    private final float eye;
    private final float heave;
    private final float mirrored;

    Fleet(Stage stage) {
      this.stage = stage;
      Scene scene = stage.scene();
      open = scene.place() == Place.OCEAN || scene.place() == Place.BEACH;
      Conditions sea = Conditions.of(stage);
      eye = scene.place() == Place.BEACH ? sea.ashore().eye() : open ? sea.eye() : 3.2f;
      heave = open ? sea.height() : 0.06f;
      mirrored = open ? 0.22f * Curves.clamp(1.2f - 0.3f * sea.height()) : 0.5f;
      Optional<Rgb> colour =
          scene.subject(Element.BOATS).flatMap(boat -> boat.hue()).map(Hue::rgb).map(Rgb::of);
      figure = open ? Craft.sail(colour, false) : Craft.rowing(colour, false);
      image = open ? Craft.sail(colour, true) : Craft.rowing(colour, true);
      boats = boats(stage.random("boats"), Math.clamp(scene.count(Element.BOATS), 1, MOST));
    }

    private Boat[] boats(SplittableRandom random, int count) {
      Boat[] fleet = new Boat[count];
      float grown = stage.space().portrait() ? 1.25f : 1;
      float nearest = (open ? 62 : 84) * grown * Math.min(1.35f, eye / 4.2f);
      float way = random.nextBoolean() ? 1 : -1;
      float first = -way * (float) random.nextDouble(0.12, 0.32);
      for (int i = 0; i < count; i++) {
        // one after another to alternate sides, each a little farther off
        int pair = (i + 1) / 2;
        float aside = first + way * 0.62f * pair * (i % 2 == 0 ? -0.5f : 1);
        float below = nearest / (1 + 0.55f * i) * (float) random.nextDouble(0.9, 1.1);
        float wrapped = (float) Math.IEEEremainder(aside, 1.7);
        fleet[i] =
            new Boat(
                wrapped * stage.space().half(),
                Math.max(9, below),
                way * (float) random.nextDouble(0.8, 1.2),
                (float) random.nextDouble(Math.TAU),
                (float) random.nextDouble(0.9, 1.15));
      }
      Arrays.sort(fleet, (a, b) -> Float.compare(a.below, b.below));
      return fleet;
    }

    @Override
    protected void place(Frame frame) {
      for (Boat boat : boats) {
        place(frame, boat);
      }
    }

    private void place(Frame frame, Boat boat) {
      float t = frame.seconds();
      float perMetre = boat.below / eye;
      float depth = Curves.mix(0.1f, 1.6f, boat.below / 400);
      float wide = (open ? SAIL : ROW) * boat.size * perMetre * stage.space().scale();
      float sway = (float) Math.sin(0.9f * t + boat.phase) + 0.5f * (float) Math.sin(1.7f * t);
      float lift = 0.16f * heave * perMetre * (float) Math.sin(1.1f * t + boat.phase + 1);
      float travelled = boat.speed * (open ? 2.6f : 0.9f) * perMetre * (t - 0.5f * stage.seconds());
      float x = frame.pixelX(boat.x + travelled, depth);
      float line = frame.pixelY(stage.horizon() + boat.below - lift, depth);
      float tilt = sway * Math.min(0.085f, 0.014f + 0.02f * heave);
      float direction = boat.speed > 0 ? 1 : -1;
      float high = wide * Craft.SHAPE;
      Light light = stage.light();
      Rgb lit = light.fill().times(0.95f).mix(light.key(), 0.46f);
      float veiled = light.hazed(0.30f * Curves.clamp(1 - boat.below / 90));
      Rgb dark = lit.times(0.55f);
      float trail = 0.02f + 0.02f * heave;
      put(
          image,
          new Pose(
              x,
              line + 0.5f * high * Craft.ABOVE,
              direction * wide,
              1,
              -tilt,
              trail,
              2.4f * t + boat.phase,
              dark,
              light.haze(),
              veiled,
              mirrored));
      put(
          figure,
          new Pose(
              x,
              line - 0.5f * high * Craft.ABOVE,
              direction * wide,
              1,
              tilt,
              0,
              0,
              lit,
              light.haze(),
              veiled,
              1));
    }
  }
}
