package dev.afterglow.engines.preview.space;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Layer;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Row;
import dev.afterglow.engines.preview.draw.Tile;

/** A planet, turning, lit from one side, with the rim of its air and its ring. */
final class Planet implements Layer {
  private static final float TURN = 0.055f;
  private static final float RING_TILT = 0.26f;
  private static final float RING_INNER = 1.34f;
  private static final float RING_OUTER = 2.15f;

  private final Globe globe;
  private final float lightX;
  private final float lightY;
  private final float lightZ;

  /**
   * A planet on a stage.
   *
   * @param side the side it stands on, -1 or 1; the sun stands on the other
   */
  Planet(Globe globe, float side) {
    this.globe = globe;
    float length = (float) Math.sqrt(0.78f * 0.78f + 0.42f * 0.42f + 0.46f * 0.46f);
    lightX = -side * 0.78f / length;
    lightY = -0.42f / length;
    lightZ = 0.46f / length;
  }

  @Override
  public void paint(Row row) {
    Frame frame = row.frame();
    float y = (frame.unitY(row.y(), globe.depth()) - globe.y()) / globe.radius();
    float reach = globe.ringed() ? RING_OUTER : 1.25f;
    if (Math.abs(y) > (globe.ringed() ? 1.3f : 1.25f)) {
      return;
    }
    float step = frame.unitStep(globe.depth()) / globe.radius();
    float x = (frame.unitX(row.from(), globe.depth()) - globe.x()) / globe.radius();
    for (int column = row.from(); column <= row.to(); column++, x += step) {
      if (Math.abs(x) <= reach) {
        place(row, column, x, y, frame.seconds(), step);
      }
    }
  }

  private void place(Row row, int column, float x, float y, float seconds, float pixel) {
    if (globe.ringed() && y < ringMiddle(x)) {
      ring(row, column, x, y); // the far half, which the ball will hide
    }
    float square = x * x + y * y;
    if (square < 1) {
      ball(row, column, x, y, square, seconds, pixel);
    } else {
      rim(row, column, x, y, (float) Math.sqrt(square));
    }
    if (globe.ringed() && y >= ringMiddle(x)) {
      ring(row, column, x, y);
    }
  }

  private static float ringMiddle(float x) {
    return x * 0.16f;
  }

  private void ball(
      Row row, int column, float x, float y, float square, float seconds, float pixel) {
    float z = (float) Math.sqrt(1 - square);
    float lit = x * lightX + y * lightY + z * lightZ;
    float day = Curves.smooth(-0.10f, 0.55f, lit) * (0.25f + 0.85f * Math.max(0, lit));
    // the axis leans a little
    float tiltX = x * 0.955f + y * 0.296f;
    float tiltY = y * 0.955f - x * 0.296f;
    float latitude = (float) Math.asin(Math.clamp(tiltY, -1f, 1f));
    float longitude = (float) Math.atan2(tiltX, z) + TURN * seconds;
    Rgb colour = globe.surface().at(longitude, latitude, seconds);
    Rgb air = globe.surface().air();
    float thick = (1 - z) * (1 - z) * 0.85f;
    float edge = Curves.clamp((1 - (float) Math.sqrt(square)) / (1.4f * pixel));
    row.cover(
        column,
        colour.red() * day + air.red() * thick * day,
        colour.green() * day + air.green() * thick * day,
        colour.blue() * day + air.blue() * thick * day,
        edge);
  }

  private void rim(Row row, int column, float x, float y, float far) {
    Rgb air = globe.surface().air();
    float above = (far - 1) / 0.05f;
    float lit = Curves.smooth(-0.35f, 0.8f, (x * lightX + y * lightY) / far);
    float glow = 0.62f * lit * Curves.fall(above * 1.5f) + 0.05f * lit * Curves.fall(above * 0.3f);
    if (glow > 0.002f) {
      row.glow(column, air.red() * glow, air.green() * glow, air.blue() * glow);
    }
  }

  private void ring(Row row, int column, float x, float y) {
    float flat = (y - ringMiddle(x)) / RING_TILT;
    float far = (float) Math.sqrt(x * x + flat * flat);
    if (far < RING_INNER || far > RING_OUTER) {
      return;
    }
    float part = (far - RING_INNER) / (RING_OUTER - RING_INNER);
    float grooves = Tile.SOFT.at(part * 190 + globe.surface().offset(), 33);
    float gap = 1 - 0.85f * Curves.fall((part - 0.62f) * (part - 0.62f) * 3000);
    float ends = Curves.smooth(0, 0.05f, part) * Curves.smooth(1, 0.9f, part);
    // the ball's shadow falls on the ring, away from the sun
    float behind = x * -lightX;
    float across = Math.abs(flat * 0.7f);
    float dark = Curves.smooth(-0.1f, 0.15f, behind) * Curves.smooth(1.0f, 0.8f, across);
    float shadow = 1 - 0.82f * dark;
    float cover = ends * gap * (0.25f + 0.65f * grooves);
    Rgb dust = globe.surface().second().mix(Rgb.WHITE, 0.2f).times(0.82f * shadow);
    row.cover(column, dust.red(), dust.green(), dust.blue(), cover);
  }
}
