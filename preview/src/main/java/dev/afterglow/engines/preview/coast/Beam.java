package dev.afterglow.engines.preview.coast;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.land.Terrain;

/** The two beams of a lighthouse, turning, and the glare of one that meets the eye. */
final class Beam implements Layer {
  /** Seconds of a whole turn; with two beams the lamp flashes twice in it. */
  private static final float TURN = 9;

  /** Metres within which a beam is seen. */
  private static final float REACH = 260;

  /** A beam opens by so many metres for each metre of its way. */
  private static final float OPENING = 0.035f;

  /** Nearer than this to the eye nothing is shown, in metres. */
  private static final float NEAREST = 14;

  private static final float RED = 1;
  private static final float GREEN = 0.90f;
  private static final float BLUE = 0.66f;

  private final float lampX;
  private final float lampY;
  private final float depth;
  private final float x;
  private final float above;
  private final float away;
  private final float strength;
  private final float start;
  private final Ray[] rays = {new Ray(), new Ray()};
  private float glareX;
  private float glareY;
  private float glare;
  private float spread;

  /** A beam as it is seen now: where it begins and ends, how wide it is there, how bright. */
  private static final class Ray {
    float x0;
    float y0;
    float wide0;
    float x1;
    float y1;
    float wide1;
    float bright;
  }

  /**
   * Beams of a lamp.
   *
   * @param lampX units where it is seen
   * @param lampY units where it is seen
   * @param x metres aside of it
   * @param above metres from the eye's height up to it
   * @param away metres to it
   * @param strength 0 to 1
   */
  Beam(
      Stage stage,
      float lampX,
      float lampY,
      float depth,
      float x,
      float above,
      float away,
      float strength) {
    this.lampX = lampX;
    this.lampY = lampY;
    this.depth = depth;
    this.x = x;
    this.above = above;
    this.away = away;
    this.strength = strength;
    start = (float) stage.random("beam").nextDouble(Math.TAU);
  }

  @Override
  public void ready(Frame frame, Crew crew) {
    float turned = start + frame.seconds() / TURN * (float) Math.TAU;
    float scale = frame.space().scale() * frame.zoom(depth);
    glareX = frame.pixelX(lampX, depth);
    glareY = frame.pixelY(lampY, depth);
    float flash = 0;
    for (int i = 0; i < rays.length; i++) {
      float angle = turned + (float) Math.PI * i;
      aim(rays[i], (float) Math.sin(angle), -(float) Math.cos(angle), scale);
      float toEye = (-x * (float) Math.sin(angle) + away * (float) Math.cos(angle));
      float off = toEye / (float) Math.hypot(x, away);
      flash = Math.max(flash, (float) Math.pow(Math.max(0, off), 90));
    }
    glare = strength * (0.34f + 1.5f * flash);
    spread = scale * (20 + 46 * flash);
  }

  /** Aims a ray in a direction: to the right, and away from the eye. */
  private void aim(Ray ray, float right, float back, float scale) {
    float reach = REACH;
    if (away + back * reach < NEAREST) {
      reach = (away - NEAREST) / -back;
    }
    float z = away + back * reach;
    // as the lamp itself is seen, so that a moving camera keeps them together
    ray.x0 = glareX;
    ray.y0 = glareY;
    ray.x1 = glareX + ((x + right * reach) / z - x / away) * Terrain.FOCAL * scale;
    ray.y1 = glareY - (above / z - above / away) * Terrain.FOCAL * scale;
    ray.wide0 = 1.3f * scale * Terrain.FOCAL / away;
    ray.wide1 = (1.3f + OPENING * reach) * Terrain.FOCAL / z * scale;
    // light is thrown forward more than back, and a beam seen from its side is thin
    ray.bright = strength * (0.42f - 0.26f * back);
  }

  @Override
  public void paint(Row row) {
    for (Ray ray : rays) {
      paint(row, ray);
    }
    float down = row.y() - glareY;
    if (Math.abs(down) < spread * 2.8f) {
      int from = Math.max(row.from(), (int) (glareX - spread * 2.8f));
      int to = Math.min(row.to(), (int) (glareX + spread * 2.8f));
      float sharp = 1 / (spread * spread);
      for (int column = from; column <= to; column++) {
        float across = column - glareX;
        float q = (across * across + down * down) * sharp;
        float light = glare * (0.45f * Curves.fall(q) + 0.55f * Curves.fall(q * 14));
        row.glow(column, RED * light, GREEN * light, BLUE * light);
      }
    }
  }

  private static void paint(Row row, Ray ray) {
    float dx = ray.x1 - ray.x0;
    float dy = ray.y1 - ray.y0;
    float most = 2.2f * Math.max(ray.wide0, ray.wide1);
    if (row.y() < Math.min(ray.y0, ray.y1) - most || row.y() > Math.max(ray.y0, ray.y1) + most) {
      return;
    }
    int from = Math.max(row.from(), (int) (Math.min(ray.x0, ray.x1) - most));
    int to = Math.min(row.to(), (int) (Math.max(ray.x0, ray.x1) + most));
    float inverse = 1 / Math.max(1, dx * dx + dy * dy);
    float length = (float) Math.sqrt(dx * dx + dy * dy);
    float down = row.y() - ray.y0;
    for (int column = from; column <= to; column++) {
      float across = column - ray.x0;
      float t = (across * dx + down * dy) * inverse;
      if (t <= 0 || t >= 1) {
        continue;
      }
      float off = (across * dy - down * dx) / Math.max(1, length);
      float wide = Curves.mix(ray.wide0, ray.wide1, t);
      float fade = (1 - t) * (1 - t);
      float light =
          ray.bright
              * fade
              * Math.min(1, t * length / ray.wide0)
              * Curves.fall(off * off / (wide * wide) * 1.6f);
      row.glow(column, RED * light, GREEN * light, BLUE * light);
    }
  }
}
