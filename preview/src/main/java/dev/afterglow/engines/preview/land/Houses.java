package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Houses under gabled roofs that stand in a landscape, their windows lit when it is dark. */
public final class Houses {
  private static final int MOST = 7;
  private static final Rgb LOGS = new Rgb(0.42f, 0.29f, 0.19f);
  private static final Rgb SHINGLES = new Rgb(0.27f, 0.22f, 0.20f);
  private static final Rgb TILES = new Rgb(0.16f, 0.17f, 0.19f);
  private static final Rgb SNOW = new Rgb(0.74f, 0.78f, 0.85f);
  private static final Rgb LAMPLIGHT = new Rgb(1.22f, 0.84f, 0.42f);
  private static final float EAVES = 3.1f;
  private static final float RIDGE = 6.4f;
  private static final float LONG = 9.5f;

  /** How wide the gable end is, as it is seen. */
  private static final float END = 3.4f;

  /** Where a house stands, in metres, and how large it is. */
  private record House(float x, float z, float size, float turn, float tone) {}

  private final Terrain terrain;
  private final Light light;
  private final Rgb walls;
  private final Rgb roof;
  private final boolean white;
  private final float lit;
  private final float side;
  private final List<House> houses = new ArrayList<>();

  private Houses(Stage stage, Terrain terrain) {
    this.terrain = terrain;
    light = stage.light();
    Optional<Hue> hue = stage.scene().subject(Element.HOUSES).flatMap(Subject::hue);
    walls = hue.map(each -> Rgb.of(each.rgb()).times(0.88f)).orElse(LOGS);
    roof = hue.isPresent() && hue.get() == Hue.WHITE ? TILES : SHINGLES;
    white = stage.scene().season() == Season.WINTER;
    float gloomy = stage.scene().weather().falls() ? 0.55f : 0;
    lit = Math.max(gloomy, Curves.smooth(0.08f, 0.5f, light.night()));
    side = light.sunX() < 0 ? -1 : 1;
  }

  /**
   * The houses that a scene asks for, in a group; none where it asks for none.
   *
   * @param near metres to the nearest
   * @param far metres to the farthest
   * @param aside where the group's middle is, as a part of the way to the picture's edge
   * @param size 1 for a house 9.5 metres long
   */
  public static Houses of(
      Stage stage, Terrain terrain, float near, float far, float aside, float size) {
    Houses all = new Houses(stage, terrain);
    SplittableRandom random = stage.random("houses");
    int count = Math.min(stage.scene().count(Element.HOUSES), MOST);
    float wide = stage.space().half() / Terrain.FOCAL;
    for (int i = 0; i < count; i++) {
      float z = near * (float) Math.pow(far / near, count == 1 ? 0 : (float) i / (count - 1));
      int step = (i + 1) / 2;
      float way = i == 0 ? 0 : (i % 2 == 0 ? 1 : -1) * 0.13f * step;
      float x = (aside + way + (float) random.nextDouble(-0.03, 0.03)) * wide * z;
      // not in the water: farther aside until there is ground
      for (int k = 0; k < 60 && terrain.flooded(x, z); k++) {
        x += Math.copySign(2 * size, x);
      }
      float turn = random.nextBoolean() ? 1 : -1;
      float own = size * (float) random.nextDouble(0.88, 1.15);
      all.houses.add(new House(x, z, own, turn, (float) random.nextDouble()));
    }
    all.houses.sort(Comparator.comparingDouble(house -> -house.z));
    return all;
  }

  /** Paints them on the sheet of their terrain. */
  public void paint(Sheet sheet) {
    for (House house : houses) {
      float ground = terrain.height(house.x, house.z);
      float foot = sheet.row(terrain.screenY(ground - 0.5f, house.z));
      float middle = sheet.column(terrain.screenX(house.x, house.z));
      float metre = Terrain.FOCAL / house.z * sheet.scale() * house.size;
      paint(sheet, house, middle, foot, metre, terrain.haze(house.z));
    }
  }

  private void paint(Sheet sheet, House house, float middle, float foot, float metre, float hazed) {
    int top = (int) (foot - (RIDGE + 1.8f) * metre);
    int reach = (int) ((LONG / 2 + END + 1) * metre) + 1;
    for (int row = top; row <= foot; row++) {
      float up = (foot - row) / metre;
      for (int dx = -reach; dx <= reach; dx++) {
        // to the right of the corner the gable end, to the left the long wall
        float x = dx / metre * house.turn;
        place(sheet, house, Math.round(middle) + dx, row, x - LONG / 2 + END / 2, up, hazed);
      }
    }
  }

  private void place(
      Sheet sheet, House house, int column, int row, float x, float up, float hazed) {
    boolean end = x > 0;
    float slope = (up - EAVES) / (RIDGE - EAVES);
    float middle = END / 2;
    float half = END / 2 * (1 - Math.max(0, slope));
    boolean gable = end && up < RIDGE && Math.abs(x - middle) < half;
    // the roof leans back: its ridge is shifted toward the middle of the gable end
    float shift = middle * slope;
    boolean tiles = slope > -0.14f && slope < 1 && x > -LONG - 0.4f + shift && x < shift + 0.25f;
    boolean chimney =
        x > -LONG * 0.72f && x < -LONG * 0.72f + 0.9f && up > RIDGE - 1 && up < RIDGE + 1.2f;
    float turned = end ? house.turn : -house.turn;
    float facing = Curves.clamp(0.42f + 0.30f * side * turned);
    if (tiles) {
      Rgb colour = roof.times(0.85f + 0.3f * house.tone + 0.25f * Noise.at(x * 2.2f, up * 5));
      float lies = Curves.smooth(-0.05f, 0.06f, slope);
      dab(sheet, column, row, white ? colour.mix(SNOW, lies) : colour, facing + 0.2f, 0.9f, hazed);
    } else if (chimney) {
      dab(sheet, column, row, LOGS.times(0.7f), facing, 0.6f, hazed);
    } else if (gable || (!end && x > -LONG && up < EAVES)) {
      wall(sheet, house, column, row, x, up, facing, hazed);
    }
  }

  private void wall(
      Sheet sheet, House house, int column, int row, float x, float up, float facing, float hazed) {
    boolean window = window(x, up);
    if (window && lit > 0) {
      float own = 0.75f + 0.35f * Noise.at(house.tone * 40 + (float) Math.floor(x / 2.4f), 3.3f);
      Rgb seen = light.on(new Rgb(0.2f, 0.22f, 0.25f), facing, 0.8f, hazed);
      sheet.put(column, row, seen.mix(LAMPLIGHT.times(own), lit * (1 - 0.6f * hazed)), 1);
      return;
    }
    float boards = 0.90f + 0.16f * Noise.at(x * 0.4f, up * 3.4f + house.tone * 9);
    boolean door = x > -1.9f && x < -0.8f && up < 2.2f;
    Rgb colour =
        window ? new Rgb(0.20f, 0.23f, 0.27f) : door ? LOGS.times(0.55f) : walls.times(boards);
    float under = 1 - 0.35f * Curves.smooth(EAVES - 0.9f, EAVES, up) * (x > 0 ? 0 : 1);
    dab(sheet, column, row, colour.times(under), facing, 0.7f, hazed);
  }

  private static boolean window(float x, float up) {
    boolean upper = x > END * 0.5f - 0.42f && x < END * 0.5f + 0.42f && up > 3.5f && up < 4.6f;
    if (x > 0) {
      return upper || (x > END * 0.5f - 0.55f && x < END * 0.5f + 0.55f && up > 1.1f && up < 2.3f);
    }
    float place = (x + LONG) / 2.4f;
    float along = place - (float) Math.floor(place);
    return x < -2.3f && along > 0.30f && along < 0.72f && up > 1.1f && up < 2.3f;
  }

  private void dab(
      Sheet sheet, int column, int row, Rgb colour, float facing, float open, float hazed) {
    sheet.lit(column, row, light, colour, facing, open, hazed, 1);
  }
}
