package dev.afterglow.engines.preview.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TileTest {
  @Test
  void tilesRepeatWithoutASeam() {
    SplittableRandom random = new SplittableRandom(4);
    for (Tile tile : new Tile[] {Tile.SOFT, Tile.FINE, Tile.THREADS}) {
      for (int i = 0; i < 200; i++) {
        float x = (float) random.nextDouble(-900, 900);
        float y = (float) random.nextDouble(-900, 900);
        assertEquals(tile.at(x, y), tile.at(x + Tile.SIDE, y - Tile.SIDE), 2e-3);
        float across = tile.at(Tile.SIDE - 0.01f, y) - tile.at(Tile.SIDE + 0.01f, y);
        assertTrue(Math.abs(across) < 0.05);
      }
    }
  }

  @Test
  void blendedRowReadsTheSameAsTheTile() {
    SplittableRandom random = new SplittableRandom(5);
    float[] row = new float[Tile.ROW];
    for (int i = 0; i < 50; i++) {
      float y = (float) random.nextDouble(-600, 600);
      float x = (float) random.nextDouble(-600, 600);
      Tile.FINE.row(y, row);
      assertEquals(Tile.FINE.at(x, y), Tile.along(row, x), 1e-4);
    }
  }

  @Test
  void evenStepsReadTheSameAsSinglePlaces() {
    SplittableRandom random = new SplittableRandom(6);
    float[] row = new float[Tile.ROW];
    float[] out = new float[1920];
    Tile.FINE.row(3.3f, row);
    for (int i = 0; i < 50; i++) {
      float x = (float) random.nextDouble(-4000, 4000);
      float step = (float) random.nextDouble(-3, 3);
      int from = random.nextInt(100);
      Tile.along(row, x, step, from, out.length - 1, out);
      for (int column = from; column < out.length; column++) {
        assertEquals(Tile.along(row, x + step * column), out[column], 4e-3);
      }
    }
  }

  @Test
  void valuesFillZeroToOne() {
    float low = 1;
    float high = 0;
    for (int y = 0; y < Tile.SIDE; y++) {
      for (int x = 0; x < Tile.SIDE; x++) {
        low = Math.min(low, Tile.SOFT.at(x, y));
        high = Math.max(high, Tile.SOFT.at(x, y));
      }
    }
    assertEquals(0, low, 1e-6);
    assertEquals(1, high, 1e-6);
  }
}
