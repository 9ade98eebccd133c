package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Sheet;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.Still;

/**
 * A landscape seen in perspective: every column is followed away from the camera, step by step, and
 * what rises above all that is nearer is lit and painted. Distances are metres, the eye looks
 * level.
 */
public final class Terrain {
  /** Units on the screen of one metre at a distance of one metre. */
  public static final float FOCAL = 760;

  private static final int STEPS = 360;
  private static final int SHADOW_STEPS = 8;

  private final Stage stage;
  private final Light light;
  private final Ground ground;
  private final Sunlight sun;
  private final float eye;
  private final float clarity;
  private final boolean wet;

  /**
   * A landscape on a stage.
   *
   * @param eye height of the camera above the water line, in metres
   * @param clarity metres after which about half has turned to haze on a clear day
   * @param wet whether ground below height 0 is under water and left out
   */
  public Terrain(Stage stage, Ground ground, float eye, float clarity, boolean wet) {
    this(stage, stage.light(), ground, eye, clarity, wet);
  }

  /** A landscape in a light of its own, as under trees. */
  public Terrain(Stage stage, Light light, Ground ground, float eye, float clarity, boolean wet) {
    this.stage = stage;
    this.light = light;
    this.ground = ground;
    this.eye = eye;
    this.clarity = clarity;
    this.wet = wet;
    sun = Sunlight.of(light, stage.horizon());
  }

  /** The stage it stands on. */
  public Stage stage() {
    return stage;
  }

  /** The height above the water line, as coarse as the eye sees it from there. */
  public float height(float x, float z) {
    return ground.height(x, z, z / FOCAL);
  }

  /** Whether a place is under water, or too close to it to build there. */
  boolean flooded(float x, float z) {
    return wet && height(x, z) < 1.2f;
  }

  /** The y in units at which something of this height and distance is seen. */
  public float screenY(float height, float z) {
    return stage.horizon() + (eye - height) * FOCAL / z;
  }

  /** The x in units at which something at this place and distance is seen. */
  public float screenX(float x, float z) {
    return x * FOCAL / z;
  }

  /** Whether the ground before it leaves a place at this height in sight. */
  public boolean visible(float x, float z, float height, float near) {
    float row = screenY(height, z);
    for (float nearer = near; nearer < z * 0.97f; nearer *= 1.05f) {
      if (screenY(ground.height(x / z * nearer, nearer, nearer / 60), nearer) < row) {
        return false;
      }
    }
    return true;
  }

  /** How much of the haze lies before something at this distance, 0 to 1. */
  public float haze(float z) {
    float far = z / clarity;
    return light.hazed(1 - 1 / (1 + far * (0.45f + 0.55f * far)));
  }

  /** Bakes all that lies between two distances as a still of this depth. */
  public Still bake(float depth, float near, float far) throws InterruptedException {
    return bake(depth, near, far, _ -> {});
  }

  /** Bakes all between two distances and then what else stands there, such as trees. */
  public Still bake(float depth, float near, float far, Stage.Painter more)
      throws InterruptedException {
    return stage.bake(
        depth,
        sheet -> {
          Profile profile = Profile.of(ground, sheet, near, far, STEPS, stage.crew());
          stage
              .crew()
              .each(
                  sheet.width(),
                  12,
                  (from, to) -> {
                    Spot spot = new Spot();
                    for (int column = from; column < to; column++) {
                      column(sheet, profile, column, spot);
                    }
                  });
          more.paint(sheet);
        });
  }

  private void column(Sheet sheet, Profile profile, int column, Spot spot) {
    float top = sheet.height();
    float before = sheet.height();
    for (int step = 0; step < profile.steps() && top > 0; step++) {
      float height = profile.height(column, step);
      boolean under = wet && height < 0;
      float row = sheet.row(screenY(under ? 0 : height, profile.distance(step)));
      if (under || (wet && step == 0)) {
        top = Math.min(top, row);
      } else if (row < top) {
        paint(sheet, profile, column, step, row, Math.max(before, top), top, spot);
        top = row;
      }
      before = row;
    }
  }

  /** Paints the rows that a step adds above {@code top}; from one step to the next spans more. */
  private void paint(
      Sheet sheet,
      Profile profile,
      int column,
      int step,
      float row,
      float rowBefore,
      float top,
      Spot spot) {
    int first = Math.max(0, (int) Math.floor(row));
    int last = Math.min(sheet.height() - 1, (int) Math.ceil(top) - 1);
    float span = Math.max(1e-3f, rowBefore - row);
    for (int y = last; y >= first; y--) {
      float part = step == 0 ? 1 : Curves.clamp((rowBefore - y - 0.5f) / span);
      light(profile, column, step, part, spot);
      sheet.put(column, y, spot.red, spot.green, spot.blue, Math.min(1, y + 1 - row));
    }
  }

  private void light(Profile profile, int column, int step, float part, Spot spot) {
    int from = Math.max(0, step - 1);
    float z = Curves.mix(profile.distance(from), profile.distance(step), part);
    float height = Curves.mix(profile.height(column, from), profile.height(column, step), part);
    float dxFrom = profile.slopeX(column, from);
    float dxTo = profile.slopeX(column, step);
    float dx = Curves.mix(dxFrom, dxTo, part);
    float dz =
        Curves.mix(profile.slopeZ(column, from, dxFrom), profile.slopeZ(column, step, dxTo), part);
    spot.x = profile.aside(column) * z;
    spot.z = z;
    spot.height = height;
    spot.detail = z * 2 / (FOCAL * stage.space().scale());
    spot.up = 1 / (float) Math.sqrt(dx * dx + dz * dz + 1);
    spot.shine = 0;
    ground.cover(spot);
    float facing = Math.max(0, (sun.y() - dx * sun.x() - dz * sun.z()) * spot.up);
    facing = facing * shadow(profile, spot) * 1.25f + spot.shine * 0.30f;
    float open = 0.42f + 0.58f * spot.up;
    Rgb key = light.key();
    Rgb fill = light.fill();
    Rgb haze = light.haze();
    float hazed = haze(z);
    spot.red = Curves.mix(spot.red * (key.red() * facing + fill.red() * open), haze.red(), hazed);
    spot.green =
        Curves.mix(spot.green * (key.green() * facing + fill.green() * open), haze.green(), hazed);
    spot.blue =
        Curves.mix(spot.blue * (key.blue() * facing + fill.blue() * open), haze.blue(), hazed);
  }

  /** 1 in the light, 0 behind something higher on the way to the sun. */
  private float shadow(Profile profile, Spot spot) {
    float clear = 1;
    float stride = spot.z * 0.012f;
    float way = stride;
    for (int step = 0; step < SHADOW_STEPS; step++) {
      float blocked = profile.at(spot.x + sun.x() * way, spot.z + sun.z() * way);
      float over = spot.height + way * sun.y() - blocked;
      clear = Math.min(clear, over / (way * 0.16f) + 0.7f);
      if (clear <= 0) {
        return 0;
      }
      stride *= 1.55f;
      way += stride;
    }
    return clear;
  }
}
