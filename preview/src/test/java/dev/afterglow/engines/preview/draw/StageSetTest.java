package dev.afterglow.engines.preview.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StageSetTest {
  private static final Crew CREW = new Crew(2);
  private static final Space SPACE = new Space(64, 48);
  private static final Frame FRAME = new Frame(SPACE, Camera.still(), 0, 0, 0);

  @AfterAll
  static void dismiss() {
    CREW.close();
  }

  /** Paints one colour on columns of all rows, and says so if it is to hide what is behind. */
  private record Stripe(int first, int last, float grey, boolean telling, AtomicInteger painted)
      implements Layer {
    @Override
    public void paint(Row row) {
      for (int x = Math.max(first, row.from()); x <= Math.min(last, row.to()); x++) {
        row.cover(x, grey, grey, grey, 1);
        painted.incrementAndGet();
      }
    }

    @Override
    public void hides(Frame frame, int y, Span span) {
      if (telling) {
        span.set(first, last);
      }
    }
  }

  private static Stripe stripe(int first, int last, float grey, boolean telling) {
    return new Stripe(first, last, grey, telling, new AtomicInteger());
  }

  private static float[] paint(Layer... layers) throws InterruptedException {
    return new StageSet(SPACE, List.of(layers), CREW).paint(FRAME).red().clone();
  }

  @Test
  void leavingOutWhatIsHiddenDoesNotChangeThePicture() throws InterruptedException {
    for (boolean telling : new boolean[] {false, true}) {
      Stripe back = stripe(0, 63, 0.1f, telling);
      float[] red =
          paint(
              back,
              stripe(0, 20, 0.3f, telling),
              stripe(30, 40, 0.5f, telling),
              stripe(36, 63, 0.7f, telling));
      float[] row = new float[64];
      for (int x = 0; x < 64; x++) {
        row[x] = x <= 20 ? 0.3f : x < 30 ? 0.1f : x < 36 ? 0.5f : 0.7f;
      }
      for (int y = 0; y < 48; y++) {
        assertArrayEquals(row, java.util.Arrays.copyOfRange(red, y * 64, y * 64 + 64));
      }
      assertTrue(telling == back.painted.get() < 64 * 48, "painted " + back.painted);
    }
  }

  @Test
  void mirrorSeesWhatIsFinishedBeforeIt() throws InterruptedException {
    Layer mirror =
        new Layer() {
          @Override
          public boolean mirrors() {
            return true;
          }

          @Override
          public void paint(Row row) {
            if (row.y() >= 24) {
              for (int x = row.from(); x <= row.to(); x++) {
                int above = (47 - row.y()) * 64 + x;
                row.cover(x, row.red()[above] / 2, 0, 0, 1);
              }
            }
          }
        };
    float[] red = paint(stripe(0, 63, 0.8f, false), mirror);
    assertEquals(0.8f, red[10 * 64 + 5], 1e-6);
    assertEquals(0.4f, red[47 * 64 + 5], 1e-6);
    assertEquals(0.4f, red[24 * 64 + 60], 1e-6);
  }
}
