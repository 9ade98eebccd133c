package dev.afterglow.engines.preview.water;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Lotus in still water: round leaves that float or stand, and blossoms above them. */
public final class Lotus implements Family {
  private static final Rgb LEAF = new Rgb(0.17f, 0.36f, 0.14f);

  /** A leaf, or a blossom: where it is in units, how large, how high it stands. */
  private record Plant(float x, float y, float radius, float stem, boolean blossom, float tone) {}

  @Override
  public boolean appears(Scene scene) {
    return scene.place() == Place.LAKE && scene.has(Element.FLOWERS);
  }

  @Override
  public void build(Stage stage) throws InterruptedException {
    SplittableRandom random = stage.random("lotus");
    List<Plant> plants = plants(stage, random);
    Rgb petals =
        stage
            .scene()
            .subject(Element.FLOWERS)
            .flatMap(flower -> flower.hue())
            .map(hue -> Rgb.of(hue.rgb()))
            .orElse(new Rgb(0.96f, 0.56f, 0.70f));
    List<Plant> far = plants.stream().filter(plant -> plant.radius < 30).toList();
    List<Plant> near = plants.stream().filter(plant -> plant.radius >= 30).toList();
    stage.add(Plane.SHORE, stage.bake(0.85f, sheet -> paint(stage, sheet, far, petals)));
    stage.add(
        Plane.FRONT,
        stage
            .bake(1.35f, sheet -> paint(stage, sheet, near, petals))
            .swaying((seconds, x, y) ->
                1.3f * (float) Math.sin(1.1f * seconds + 0.012f * x + 0.02f * y)));
  }

  private static List<Plant> plants(Stage stage, SplittableRandom random) {
    float half = stage.space().half();
    float bottom = stage.space().bottom();
    float line = stage.horizon() + 46;
    float offset = stage.offset("lotus drift");
    List<Plant> plants = new ArrayList<>();
    for (int i = 0; i < 520; i++) {
      float part = (float) random.nextDouble();
      float y = line + (bottom + 30 - line) * part * part;
      float down = (y - stage.horizon()) / (bottom - stage.horizon());
      float x = (float) random.nextDouble(-1.05, 1.05) * half;
      // drifts that leave a way of open water in the middle
      float drift = Noise.at(x / (220 * down + 60) + offset, y / 70);
      float open = Curves.smooth(0.75f, 0.1f, Math.abs(x) / half) * 0.75f;
      if (drift - open + 0.30f * down < 0.02f) {
        continue;
      }
      float radius = 54 * down * (float) random.nextDouble(0.55, 1.1);
      boolean stands = random.nextDouble() < 0.35;
      float stem = stands ? radius * (float) random.nextDouble(0.5, 1.3) : 0;
      boolean blossom = random.nextDouble() < 0.16;
      float size = blossom ? radius * 0.72f : radius;
      plants.add(
          new Plant(
              x,
              y,
              size,
              blossom ? radius * (float) random.nextDouble(1.0, 2.0) : stem,
              blossom,
              (float) random.nextDouble()));
    }
    plants.sort(Comparator.comparingDouble(Plant::y));
    return plants;
  }

  private static void paint(Stage stage, Sheet sheet, List<Plant> plants, Rgb petals) {
    for (Plant plant : plants) {
      float scale = sheet.scale();
      float x = sheet.column(plant.x);
      float y = sheet.row(plant.y - plant.stem);
      stem(stage.light(), sheet, x, y, plant.stem * scale, plant.radius * scale * 0.035f);
      if (plant.blossom) {
        blossom(stage.light(), sheet, x, y, plant.radius * scale, petals, plant.tone);
      } else {
        leaf(stage.light(), sheet, x, y, plant.radius * scale, plant);
      }
    }
  }

  private static void stem(Light light, Sheet sheet, float x, float y, float tall, float wide) {
    float half = Math.max(0.6f, wide);
    for (int down = 0; down < tall; down++) {
      for (int at = (int) (x - half); at <= x + half; at++) {
        sheet.lit(at, (int) y + down, light, 0.16f, 0.28f, 0.10f, 0.4f, 0.5f, 0, 0.9f);
      }
    }
  }

  /** A round leaf seen from low above the water, veined, notched, lighter where it turns up. */
  private static void leaf(Light light, Sheet sheet, float x, float y, float radius, Plant plant) {
    float flat = plant.stem > 0 ? 0.42f : 0.30f;
    float notch = plant.tone * 6.28f;
    int high = (int) Math.ceil(radius * flat * 1.2f) + 1;
    int wide = (int) Math.ceil(radius * 1.1f) + 1;
    for (int dy = -high; dy <= high; dy++) {
      for (int dx = -wide; dx <= wide; dx++) {
        float down = dy / flat;
        float angle = (float) Math.atan2(down, dx);
        float wave = 1 + 0.06f * (float) Math.sin(angle * 5 + plant.tone * 9);
        float out = (float) Math.sqrt(dx * dx + down * down) / (radius * wave);
        float turn = Math.abs((float) Math.IEEEremainder(angle - notch, Math.TAU));
        float covered = Curves.clamp((1 - out) * radius * flat + 0.5f);
        if (covered <= 0 || (plant.stem == 0 && turn < 0.13f && out > 0.15f)) {
          continue;
        }
        float vein = Math.abs((float) Math.sin(angle * 8)) < 0.10f && out > 0.08f ? 0.18f : 0;
        float rim = Curves.smooth(0.86f, 0.98f, out);
        float tone = 0.74f + 0.45f * plant.tone + 0.16f * out + vein + 0.3f * rim;
        float facing = 0.56f - 0.20f * dx / radius * (light.sunX() < 0 ? 1 : -1);
        sheet.lit(
            Math.round(x) + dx,
            Math.round(y) + dy,
            light,
            LEAF.red() * tone,
            LEAF.green() * tone,
            LEAF.blue() * tone,
            facing,
            0.85f,
            0,
            covered);
      }
    }
  }

  /** A blossom: petals in two rings like cupped hands, pale at the root, rosy at the tip. */
  private static void blossom(
      Light light, Sheet sheet, float x, float y, float radius, Rgb petals, float tone) {
    for (int ring = 0; ring < 2; ring++) {
      int count = 7 - ring * 2;
      for (int i = 0; i < count; i++) {
        float turn =
            (i - (count - 1) / 2f) / count * (ring == 0 ? 3.0f : 1.7f) + 0.2f * (tone - 0.5f);
        float length = radius * (ring == 0 ? 0.92f : 1.05f) * (1 - 0.10f * Math.abs(turn));
        petal(light, sheet, x, y, turn, length, petals, ring == 0 ? 0.82f : 1);
      }
    }
  }

  private static void petal(
      Light light,
      Sheet sheet,
      float x,
      float y,
      float turn,
      float length,
      Rgb petals,
      float bright) {
    float upX = (float) Math.sin(turn);
    float upY = -(float) Math.cos(turn);
    int reach = (int) Math.ceil(length) + 1;
    for (int dy = -reach; dy <= reach / 2; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        float along = (dx * upX + dy * upY) / length;
        float across = (dx * -upY + dy * upX) / length;
        if (along < -0.02f || along > 1) {
          continue;
        }
        float shape = 0.27f * (float) Math.pow(Math.sin(Math.PI * Math.pow(along, 0.8)), 0.75);
        float covered = Curves.clamp((shape - Math.abs(across)) * length + 0.5f);
        Rgb colour = Rgb.WHITE.mix(petals, 0.25f + 0.75f * along).times(bright);
        float shade = 1 - 0.9f * Math.abs(across);
        sheet.lit(
            Math.round(x) + dx,
            Math.round(y) + dy,
            light,
            colour.red() * shade,
            colour.green() * shade,
            colour.blue() * shade,
            0.45f + 0.35f * along,
            0.85f,
            0,
            covered);
      }
    }
  }
}
