package dev.afterglow.engines.preview.forest;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Terrain;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Season;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Tall trees seen from between them: trunks from the floor to beyond the picture, and foliage. */
final class Trunks {
  private enum Kind {
    DARK,
    BIRCH,
    BAMBOO
  }

  private record Tree(float x, float z, float thick, float lean, float tone, Kind kind) {}

  private final Light light;
  private final Terrain terrain;
  private final Season season;
  private final float side;
  private final boolean bamboo;

  Trunks(Stage stage, Light light, Terrain terrain) {
    this.light = light;
    this.terrain = terrain;
    season = stage.scene().season();
    side = light.sunX() < 0 ? -1 : 1;
    bamboo = stage.scene().has(Element.BAMBOO);
  }

  /** Paints trees that stand between two distances, and leaves the middle of the way free. */
  void paint(Sheet sheet, SplittableRandom random, int count, float near, float far, float clear) {
    List<Tree> trees = new ArrayList<>();
    float wide = sheet.unitX(sheet.width()) / Terrain.FOCAL * 1.02f;
    // bamboo is thin, and stands close
    int tried = bamboo ? count * 3 : count;
    for (int i = 0; i < tried; i++) {
      float z = near * (float) Math.pow(far / near, random.nextDouble());
      float x = (float) (random.nextDouble() * 2 - 1) * wide * z;
      float thick = (0.26f + 0.42f * (float) random.nextDouble()) * (bamboo ? 0.34f : 1);
      float lean = (float) random.nextGaussian() * (bamboo ? 0.034f : 0.012f);
      float tone = (float) random.nextDouble();
      boolean birch = random.nextDouble() < 0.16;
      Tree tree =
          new Tree(x, z, thick, lean, tone, bamboo ? Kind.BAMBOO : birch ? Kind.BIRCH : Kind.DARK);
      if (Math.abs(x) > clear * Math.min(1, z / 30 + 0.35f)) {
        trees.add(tree);
      }
    }
    trees.sort(Comparator.comparingDouble(tree -> -tree.z));
    for (Tree tree : trees) {
      trunk(sheet, tree);
      if (season != Season.WINTER || bamboo) {
        foliage(sheet, tree, random);
      }
    }
  }

  private void trunk(Sheet sheet, Tree tree) {
    float ground = terrain.height(tree.x, tree.z);
    float foot = sheet.row(terrain.screenY(ground - 0.12f, tree.z));
    float metre = Terrain.FOCAL / tree.z * sheet.scale();
    float column = sheet.column(terrain.screenX(tree.x, tree.z));
    float hazed = terrain.haze(tree.z);
    int last = (int) Math.min(sheet.height() - 1, foot);
    for (int row = 0; row <= last; row++) {
      float up = (foot - row) / metre;
      float flare = (bamboo ? 0.08f : 0.55f) * (float) Math.exp(-up / 0.35f);
      float half = tree.thick * 0.5f * metre * (Math.max(0.35f, 1 - up * 0.022f) + flare);
      float wobble =
          (bamboo ? 0.02f : 0.08f)
              * metre
              * Noise.sum(up * 0.35f + tree.tone * 50, tree.tone * 9, 2);
      float middle = column + tree.lean * up * metre + wobble;
      trunkRow(sheet, tree, row, middle, half, up, metre, hazed);
    }
  }

  private void trunkRow(
      Sheet sheet,
      Tree tree,
      int row,
      float middle,
      float half,
      float up,
      float metre,
      float hazed) {
    float ragged = 0.06f * half * Noise.at(up * 9, tree.tone * 77);
    float reach = Math.max(0.4f, half + ragged);
    for (int x = (int) (middle - reach - 1); x <= middle + reach + 1; x++) {
      float covered = Curves.clamp(reach + 0.5f - Math.abs(x - middle));
      if (covered <= 0) {
        continue;
      }
      float across = (x - middle) / reach;
      float round = (float) Math.asin(Math.clamp(across, -1, 1));
      float grooves = metre > 12 ? Noise.sum(round * 5 + tree.tone * 30, up * 1.4f, 4) : 0;
      float facing = Curves.clamp(0.30f + 0.75f * side * across) * (1 + 0.9f * grooves);
      float moss =
          season == Season.WINTER || bamboo
              ? 0
              : Curves.smooth(2.4f, 0.2f, up + 2 * grooves)
                  * Curves.smooth(0.4f, -0.4f, side * across);
      Rgb bark = bark(tree, up, round, grooves);
      sheet.lit(
          x,
          row,
          light,
          Curves.mix(bark.red(), 0.17f, 0.75f * moss),
          Curves.mix(bark.green(), 0.28f, 0.75f * moss),
          Curves.mix(bark.blue(), 0.07f, 0.75f * moss),
          facing * 1.1f,
          0.55f + 0.3f * grooves + 0.2f * Math.abs(across),
          hazed,
          covered);
    }
  }

  private static Rgb bark(Tree tree, float up, float round, float grooves) {
    if (tree.kind == Kind.BAMBOO) {
      return cane(tree, up);
    }
    if (tree.kind == Kind.DARK) {
      float tone = 0.70f + 0.5f * tree.tone + 0.9f * grooves;
      return new Rgb(0.29f * tone, 0.22f * tone, 0.165f * tone);
    }
    float scar = Curves.smooth(0.16f, 0.3f, Noise.sum(round * 1.2f + tree.tone * 40, up * 5, 3));
    float tone = 1 + 0.4f * grooves;
    return new Rgb(0.74f * tone, 0.72f * tone, 0.66f * tone)
        .mix(new Rgb(0.16f, 0.14f, 0.13f), scar);
  }

  /** Bamboo from node to node: a dark line, a pale ring above it, and a smooth green length. */
  private static Rgb cane(Tree tree, float up) {
    float length = 0.36f + 0.16f * tree.tone;
    float place = up / length + tree.tone * 7;
    float along = place - (float) Math.floor(place);
    float tone = 0.80f + 0.40f * tree.tone + 0.10f * along;
    Rgb green = new Rgb(0.30f + 0.16f * tree.tone, 0.44f, 0.14f).times(tone);
    float ring = Curves.smooth(0.10f, 0.04f, along);
    float line = Curves.smooth(0.95f, 0.985f, along);
    return green.mix(new Rgb(0.72f, 0.76f, 0.60f), 0.55f * ring).times(1 - 0.5f * line);
  }

  /** Clusters of leaves on the upper part: each leaf a dab, lit where it is on the sun's side. */
  private void foliage(Sheet sheet, Tree tree, SplittableRandom random) {
    float metre = Terrain.FOCAL / tree.z * sheet.scale();
    float ground = terrain.height(tree.x, tree.z);
    float foot = sheet.row(terrain.screenY(ground, tree.z));
    float column = sheet.column(terrain.screenX(tree.x, tree.z));
    float hazed = terrain.haze(tree.z);
    float lowest = (bamboo ? 4.2f : 2.6f) + 5 * tree.tone;
    int clusters = bamboo ? 5 : 9;
    for (int i = 0; i < clusters; i++) {
      float up = lowest + (float) random.nextDouble() * Math.max(3, foot / metre - lowest);
      float aside = (float) random.nextGaussian() * 1.5f;
      float radius = (0.7f + 0.8f * (float) random.nextDouble()) * metre;
      cluster(sheet, column + aside * metre, foot - up * metre, radius, metre, hazed, tree, random);
    }
  }

  private void cluster(
      Sheet sheet,
      float column,
      float row,
      float radius,
      float metre,
      float hazed,
      Tree tree,
      SplittableRandom random) {
    float leaf = Math.max(0.9f, 0.085f * metre);
    int leaves = (int) Math.clamp(radius * radius * 0.55f / (leaf * leaf), 12, 90);
    for (int i = 0; i < leaves; i++) {
      double angle = random.nextDouble(Math.TAU);
      float out = (float) Math.sqrt(random.nextDouble()) * radius;
      float dx = (float) Math.cos(angle) * out * 1.25f;
      float dy = (float) Math.sin(angle) * out * 0.62f;
      float lit = Curves.clamp(0.45f + 0.4f * (side * dx - dy * 1.4f) / radius);
      Rgb colour = leaf(tree, (float) random.nextDouble());
      dab(
          sheet,
          column + dx,
          row + dy,
          leaf * (0.7f + 0.6f * (float) random.nextDouble()),
          colour,
          lit,
          hazed);
    }
  }

  private Rgb leaf(Tree tree, float chance) {
    float tone = 0.75f + 0.5f * chance;
    return switch (season) {
      case SPRING -> new Rgb(0.36f * tone, 0.56f * tone, 0.12f * tone);
      case SUMMER, WINTER -> new Rgb(0.22f * tone, 0.42f * tone, 0.09f * tone);
      case AUTUMN ->
          new Rgb(
              0.82f * tone, (0.26f + 0.34f * tree.tone) * tone, (0.05f + 0.06f * chance) * tone);
    };
  }

  private void dab(
      Sheet sheet, float column, float row, float radius, Rgb colour, float lit, float hazed) {
    int reach = (int) Math.ceil(radius * (bamboo ? 1.6f : 1)) + 1;
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        // bamboo's leaves are blades that hang
        float lengthwise = bamboo ? (dx * 0.8f + dy * 0.6f) * 0.55f : dx;
        float wide = bamboo ? (dy * 0.8f - dx * 0.6f) * 2.6f : dy * 1.48f;
        float distance = (float) Math.sqrt(lengthwise * lengthwise + wide * wide);
        float covered = Curves.clamp(radius + 0.5f - distance);
        sheet.lit(
            Math.round(column) + dx,
            Math.round(row) + dy,
            light,
            colour,
            0.1f + 1.1f * lit,
            0.5f + 0.4f * lit,
            hazed,
            covered);
      }
    }
  }
}
