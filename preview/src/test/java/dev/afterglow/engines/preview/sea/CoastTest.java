package dev.afterglow.engines.preview.sea;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.preview.draw.Camera;
import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.prompt.SceneReader;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CoastTest {
  private static final Space SPACE = new Space(320, 180);
  private static final float SIGNAL = 1e6f;

  /** Stands for the sea: a signal, but only in the rows for which the coast asks. */
  private static final class Rows implements Layer {
    final Coast coast;
    final int[] tops = new int[SPACE.width()];

    Rows(Coast coast) {
      this.coast = coast;
    }

    @Override
    public void ready(Frame frame, Crew crew) {
      Arrays.fill(tops, SPACE.height());
      coast.lower(frame, tops);
    }

    @Override
    public void paint(Row row) {
      for (int x = row.from(); x <= row.to(); x++) {
        float left = row.y() < tops[x] ? 0 : SIGNAL;
        row.cover(x, left, left, left, 1);
      }
    }
  }

  @Test
  void whatTheSeaLeavesOutIsHiddenBySand() throws InterruptedException {
    Rgb grey = new Rgb(0.5f, 0.5f, 0.5f);
    Light light = new Light(grey, grey, grey, grey, grey, grey, grey, 0, 30, 0, 0, 1);
    try (Crew crew = new Crew(1)) {
      for (int seed = 0; seed < 6; seed++) {
        Scene scene = SceneReader.read("a stormy beach", seed);
        Camera camera = Camera.of(scene.camera(), 4);
        Stage stage = new Stage(scene, SPACE, camera, light, SPACE.at(0.4f), 4, crew);
        Conditions conditions = Conditions.of(stage).ashore();
        Coast coast = new Coast(stage, conditions);
        Rows rows = new Rows(coast);
        stage.add(Plane.WATER, rows);
        stage.add(Plane.WATER, new Shore(stage, conditions, coast));
        var set = stage.set();
        for (int frame = 0; frame < 12; frame++) {
          float[] red = set.paint(new Frame(SPACE, camera, frame / 11f, frame * 0.7f, 0)).red();
          for (int i = 0; i < red.length; i++) {
            assertTrue(red[i] < 10, "row " + i / SPACE.width() + ": " + red[i]);
          }
          int left = Arrays.stream(rows.tops).map(top -> SPACE.height() - top).sum();
          assertTrue(left > red.length / 20, "only " + left + " pixels of sea are left out");
        }
      }
    }
  }
}
