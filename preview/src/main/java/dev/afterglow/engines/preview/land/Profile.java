package dev.afterglow.engines.preview.land;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Sheet;

/**
 * The heights of a landscape where the eye will need them: for each column of a sheet, and for
 * distances that grow by a constant ratio, so that near and far get the same share of the picture.
 */
final class Profile {
  private final int columns;
  private final int steps;
  private final float near;
  private final float ratio;
  private final float inverseLog;
  private final float firstAside;
  private final float asideStep;
  private final float[] heights;
  private final float[] distances;

  private Profile(Sheet sheet, float near, float far, int steps) {
    this.near = near;
    this.steps = steps;
    columns = sheet.width();
    ratio = (float) Math.pow(far / near, 1.0 / (steps - 1));
    inverseLog = (float) (1 / Math.log(ratio));
    firstAside = sheet.unitX(0) / Terrain.FOCAL;
    asideStep = 1 / (Terrain.FOCAL * sheet.scale());
    heights = new float[columns * steps];
    distances = new float[steps];
    double z = near;
    for (int step = 0; step < steps; step++) {
      distances[step] = (float) z;
      z *= ratio;
    }
  }

  static Profile of(Ground ground, Sheet sheet, float near, float far, int steps, Crew crew)
      throws InterruptedException {
    Profile profile = new Profile(sheet, near, far, steps);
    crew.each(profile.columns, 16, (from, to) -> profile.measure(ground, from, to));
    return profile;
  }

  private void measure(Ground ground, int from, int to) {
    for (int column = from; column < to; column++) {
      float aside = aside(column);
      for (int step = 0; step < steps; step++) {
        float z = distances[step];
        heights[column * steps + step] = ground.height(aside * z, z, z * asideStep * 2);
      }
    }
  }

  int steps() {
    return steps;
  }

  float distance(int step) {
    return distances[step];
  }

  /** Metres to the side for each metre of distance. */
  float aside(int column) {
    return firstAside + column * asideStep;
  }

  float height(int column, int step) {
    return heights[column * steps + step];
  }

  /** How steeply the ground rises to the right at a point of the grid. */
  float slopeX(int column, int step) {
    int left = Math.max(0, column - 1);
    int right = Math.min(columns - 1, column + 1);
    float rise = height(right, step) - height(left, step);
    return rise / ((right - left) * asideStep * distances[step]);
  }

  /** How steeply it rises away from the eye. */
  float slopeZ(int column, int step, float slopeX) {
    int nearer = Math.max(0, step - 1);
    int farther = Math.min(steps - 1, step + 1);
    float rise = height(column, farther) - height(column, nearer);
    // a column runs aside as it runs away
    return rise / (distances[farther] - distances[nearer]) - slopeX * aside(column);
  }

  /** The height at any place, or below everything where the grid ends. */
  float at(float x, float z) {
    float column = (x / z - firstAside) / asideStep;
    float step = (float) Math.log(z / near) * inverseLog;
    int c = (int) column;
    int s = (int) step;
    if (column < 0 || c >= columns - 1 || step < 0 || s >= steps - 1) {
      return -1e6f;
    }
    float part = step - s;
    int i = c * steps + s;
    return heights[i] + (heights[i + 1] - heights[i]) * part;
  }
}
