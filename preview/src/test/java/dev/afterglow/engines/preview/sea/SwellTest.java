package dev.afterglow.engines.preview.sea;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.afterglow.engines.preview.draw.Crew;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SwellTest {
  private static final double HEIGHT = 2;

  private static float[] heights(double seconds) throws InterruptedException {
    try (Crew crew = new Crew(2)) {
      Swell swell = new Swell(new SplittableRandom(7), HEIGHT, 8, 0.1);
      swell.move(seconds, crew);
      float[] heights = new float[Patch.SIDE];
      float[] line = new float[Patch.LINE];
      swell.broad().line(0, 50, line);
      for (int i = 0; i < heights.length; i++) {
        heights[i] = line[i * Patch.FIELDS];
      }
      return heights;
    }
  }

  @Test
  void wavesAreAsHighAsAskedFor() throws InterruptedException {
    double sum = 0;
    int count = 0;
    for (int second = 0; second < 12; second++) {
      for (float height : heights(second * 3.7)) {
        sum += height * height;
        count++;
      }
    }
    // the highest third of waves is about four times the root mean square
    assertEquals(HEIGHT, 4 * Math.sqrt(sum / count), 0.35 * HEIGHT);
  }

  @Test
  void sameMomentIsTheSameWater() throws InterruptedException {
    assertArrayEquals(heights(3), heights(3));
  }

  @Test
  void waterMoves() throws InterruptedException {
    assertFalse(Arrays.equals(heights(3), heights(3.1)));
  }
}
