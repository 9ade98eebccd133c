package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Conifers;
import java.util.SplittableRandom;

/** Conifers along the upper edge of what is painted on a sheet. */
final class Trees {
  private final Conifers conifers;
  private final SplittableRandom random;

  Trees(Stage stage, String purpose) {
    conifers = new Conifers(stage.light(), stage.scene().season());
    random = stage.random(purpose);
  }

  /**
   * Plants trees.
   *
   * @param every mean units from one to the next
   * @param height units of the smallest
   * @param more units by which the tallest are taller
   * @param lowest y below which none stands
   * @param keepFrom x of the left end of a gap without trees
   * @param keepTo x of its right end
   */
  void plant(
      Sheet sheet,
      float every,
      float height,
      float more,
      float lowest,
      float keepFrom,
      float keepTo,
      float hazed) {
    int[] edge = edge(sheet);
    int count = (int) (sheet.width() / sheet.scale() / every);
    for (int i = 0; i < count; i++) {
      int column = random.nextInt(sheet.width());
      float size = (height + more * (float) random.nextDouble()) * sheet.scale();
      float tone = (float) random.nextDouble();
      float x = sheet.unitX(column);
      boolean gap = x > keepFrom && x < keepTo;
      if (!gap
          && edge[column] >= 0
          && sheet.unitY(edge[column]) < lowest
          && stands(edge, column, sheet)) {
        conifers.paint(sheet, column, edge[column] + 4 * sheet.scale(), size, tone, hazed);
      }
    }
  }

  private static int[] edge(Sheet sheet) {
    int[] edge = new int[sheet.width()];
    for (int column = 0; column < edge.length; column++) {
      edge[column] = -1;
      for (int row = 0; row < sheet.height() && edge[column] < 0; row++) {
        if (sheet.covered(column, row) > 0.5f) {
          edge[column] = row;
        }
      }
    }
    return edge;
  }

  /** Whether the ground beside is about as high, so that no tree hangs over an abyss. */
  private static boolean stands(int[] edge, int column, Sheet sheet) {
    int beside = (int) (7 * sheet.scale());
    if (column < beside || column >= edge.length - beside) {
      return false;
    }
    float left = Math.abs(edge[column - beside] - edge[column]);
    float right = Math.abs(edge[column + beside] - edge[column]);
    return edge[column - beside] >= 0
        && edge[column + beside] >= 0
        && Math.max(left, right) < 14 * sheet.scale();
  }
}
