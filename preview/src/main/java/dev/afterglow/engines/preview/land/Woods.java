package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Conifers that grow on a terrain, farthest first. */
public final class Woods {
  /** Where trees grow. */
  @FunctionalInterface
  public interface Growth {
    /** How likely a tree is here, 0 to 1. */
    float at(float x, float z, float height);
  }

  private record Tree(float x, float z, float ground, float height, float tone) {}

  private final Terrain terrain;
  private final List<Tree> trees = new ArrayList<>();

  /**
   * Chooses places for trees.
   *
   * @param count how many places are tried
   * @param near metres to the nearest
   * @param far metres to the farthest
   * @param metres height of a tree of middle size
   */
  public Woods(
      Stage stage,
      Terrain terrain,
      String purpose,
      int count,
      float near,
      float far,
      float metres,
      Growth growth) {
    this.terrain = terrain;
    SplittableRandom random = stage.random(purpose);
    float wide = (stage.space().half() + 110) / Terrain.FOCAL;
    for (int i = 0; i < count; i++) {
      // even on the screen: as many near as far
      float z = near * (float) Math.pow(far / near, random.nextDouble());
      float x = (float) (random.nextDouble() * 2 - 1) * wide * z;
      float tone = (float) random.nextDouble();
      float size = metres * (0.65f + 0.7f * (float) random.nextDouble());
      float ground = terrain.height(x, z);
      boolean grows = random.nextDouble() < growth.at(x, z, ground);
      if (grows && terrain.visible(x, z, ground + size * 0.6f, near)) {
        trees.add(new Tree(x, z, ground, size, tone));
      }
    }
    trees.sort(Comparator.comparingDouble(tree -> -tree.z));
  }

  /** Paints the trees on the sheet of their terrain. */
  public void paint(Sheet sheet) {
    Conifers conifers = new Conifers(terrain.stage().light(), terrain.stage().scene().season());
    for (Tree tree : trees) {
      float foot = sheet.row(terrain.screenY(tree.ground - tree.height * 0.06f, tree.z));
      float top = sheet.row(terrain.screenY(tree.ground + tree.height, tree.z));
      float column = sheet.column(terrain.screenX(tree.x, tree.z));
      conifers.paint(sheet, column, foot, foot - top, tree.tone, terrain.haze(tree.z));
    }
  }
}
