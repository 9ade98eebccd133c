package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;
import dev.afterglow.engines.preview.land.Boulders;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.sea.Viewpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rocks that stand in the sea in two groups, one farther off, waves breaking round them. */
public final class SeaRocks implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.ROCKS)
        && (scene.place() == Place.OCEAN || scene.place() == Place.BEACH);
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("sea rocks");
    float clear = stage.light().sunX() < 0 ? 1 : -1;
    float far = stage.scene().place() == Place.BEACH ? 46 : 34;
    float near = stage.scene().place() == Place.BEACH ? 112 : 150;
    add(stage, random, -clear * 0.62f, far, 0.55f);
    add(stage, random, clear * 0.60f, near, 1);
  }

  /** A group of rocks around one place: so far aside, so many units below the horizon. */
  private static void add(
      Stage stage, SplittableRandom random, float aside, float below, float size)
      throws InterruptedException {
    Viewpoint view = Viewpoint.of(stage);
    Space space = stage.space();
    float grown = space.portrait() ? 0.72f : 1;
    float depth = view.depth(view.eye() * view.focal() / below);
    float middle = aside * space.half();
    List<Surf.Foot> feet = new ArrayList<>();
    int count = 6 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      float part = (float) i / (count - 1);
      float radius =
          size * grown * (i == 0 ? 66 : 16 + 40 * (float) random.nextDouble() * (1 - part));
      float x = middle + (i == 0 ? 0 : (float) random.nextGaussian() * 150 * size * grown);
      float line = stage.horizon() + below * (float) random.nextDouble(0.92, 1.16);
      feet.add(new Surf.Foot(x, line, radius));
    }
    feet.sort((a, b) -> Float.compare(a.y(), b.y()));
    float hazed = stage.light().hazed(0.16f * 40 / below);
    Still still =
        stage.bake(
            depth,
            sheet -> {
              for (Surf.Foot rock : feet) {
                Boulders boulders = new Boulders(stage, 0.12f, hazed);
                boulders.add(rock.x(), rock.y() - rock.radius() * 0.35f, rock.radius());
                boulders.paint(sheet, rock.y());
                wet(sheet, rock.x(), rock.y(), rock.radius());
              }
              Waterline.mirror(stage, sheet, stage.horizon() + below * 1.2f);
            });
    stage.add(Plane.SHORE, still);
    stage.add(Plane.SHORE, new Surf(stage, feet, depth));
  }

  /** What the waves reach is darker. */
  private static void wet(Sheet sheet, float x, float line, float radius) {
    int bottom = (int) sheet.row(line) + 2;
    for (int row = (int) sheet.row(line - 0.5f * radius); row <= bottom; row++) {
      float up = (line - sheet.unitY(row)) / radius;
      for (int at = (int) sheet.column(x - radius * 2); at < sheet.column(x + radius * 2); at++) {
        float reached = 0.30f + 0.14f * Noise.at(at / (11 * sheet.scale()), line);
        float dark = 0.55f * Curves.smooth(reached + 0.1f, reached - 0.1f, up);
        if (dark > 0 && sheet.covered(at, row) > 0.9f) {
          sheet.put(at, row, Rgb.BLACK, dark);
        }
      }
    }
  }
}
