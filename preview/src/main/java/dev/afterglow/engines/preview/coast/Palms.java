package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Palms that lean in from the sides, close to the viewer, their crowns moving in the wind. */
public final class Palms implements Family {
  private static final int MOST = 9;

  /** One palm, in units: where it stands, how high it is, how far it leans, how near it is. */
  private record Stand(float x, float foot, float tall, float lean, boolean near) {}

  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.PALMS)
        && switch (scene.place()) {
          case BEACH, LAKE, RIVER, DESERT, GRASSLAND -> true;
          // at sea palms grow on islands, if there are any
          case OCEAN -> !scene.has(Element.ISLAND);
          case WATERFALL, MOUNTAINS, FOREST, CITY, CLOUDS -> false;
          case UNDERWATER, SPACE, CAMPFIRE, NIGHT_SKY, ABSTRACT -> false;
        };
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("palms");
    List<Stand> stands = stands(stage, random);
    add(stage, random, stands.stream().filter(stand -> !stand.near).toList(), 1.15f, Plane.SHORE);
    add(stage, random, stands.stream().filter(Stand::near).toList(), 1.6f, Plane.FRONT);
  }

  private static List<Stand> stands(Stage stage, SplittableRandom random) {
    Space space = stage.space();
    int count = Math.clamp(stage.scene().count(Element.PALMS), 1, MOST);
    float heavy = stage.light().sunX() < 0 ? 1 : -1;
    float bottom = space.bottom();
    List<Stand> stands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean near = i < 2;
      // the first, a lower neighbour that leans out farther, then others farther off
      float way = i == 3 || (i >= 5 && i % 2 == 1) ? -heavy : heavy;
      float aside = near ? 0.90f + 0.13f * i : (float) random.nextDouble(0.72, 0.97);
      float size = near ? (i == 0 ? 0.84f : 0.60f) : (float) random.nextDouble(0.24, 0.36);
      float tall = size * (space.portrait() ? 0.62f : 1) * bottom;
      float foot = near ? bottom * (1.02f + 0.03f * i) : bottom * 0.83f + tall * 0.16f;
      float lean = -way * tall * (float) random.nextDouble(0.10, 0.22) * (i == 1 ? 2.4f : 1);
      stands.add(new Stand(way * space.half() * aside, foot, tall, lean, near));
    }
    stands.sort((a, b) -> Float.compare(a.foot, b.foot));
    return stands;
  }

  private static void add(
      Stage stage, SplittableRandom random, List<Stand> stands, float depth, Plane plane)
      throws InterruptedException {
    if (stands.isEmpty()) {
      return;
    }
    Palm palm = new Palm(stage.light());
    Still still =
        stage.bake(
            depth,
            sheet -> {
              for (Stand stand : stands) {
                float scale = sheet.scale();
                palm.paint(
                    sheet,
                    random,
                    sheet.column(stand.x),
                    sheet.row(stand.foot),
                    stand.tall * scale,
                    stand.lean * scale,
                    0);
              }
            });
    float strong = strength(stage.scene().weather());
    float root = stage.space().bottom();
    stage.add(
        plane,
        still.swaying((seconds, x, y) -> {
          float high = Math.max(0, root - y) / root;
          float slow = (float) Math.sin(seconds * 0.9f + x * 0.004f);
          float quick = (float) Math.sin(seconds * 2.3f + x * 0.016f + y * 0.011f);
          return strong * high * high * (5.5f * slow + 1.8f * quick);
        }));
  }

  private static float strength(Weather weather) {
    return switch (weather) {
      case CLEAR, CLOUDY, FOG, SNOW -> 1;
      case RAIN -> 1.5f;
      case WINDY -> 2.4f;
      case STORM -> 3;
    };
  }
}
