package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.figures.Figure;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Optional;

/** Boats seen from the side, bow to the right, cut off at the water line. */
final class Craft {
  private static final int SIDE = 360;

  /** Height of the figures divided by their width. */
  static final float SHAPE = 1;

  /** How far the figure's middle is above the water line, as a part of half its height. */
  static final float ABOVE = 0.90f;

  private static final float LINE = SIDE * (0.5f + ABOVE / 2);

  private Craft() {}

  /** A sailing boat; mirrored for its image in the water. */
  static Figure sail(Optional<Rgb> colour, boolean mirrored) {
    return Figure.drawn(
        SIDE,
        SIDE,
        pen -> {
          turn(pen, mirrored);
          Color canvas = colour(colour.orElse(new Rgb(0.97f, 0.95f, 0.90f)));
          pen.setPaint(new GradientPaint(90, 0, canvas.darker(), 190, 0, canvas));
          pen.fill(shape(186, 26, 178, 268, 52, 268, 86, 170, 186, 26));
          pen.setPaint(new GradientPaint(190, 0, canvas, 300, 0, canvas.darker()));
          pen.fill(shape(196, 46, 250, 170, 318, 276, 250, 272, 200, 268));
          pen.setPaint(new Color(0.30f, 0.21f, 0.14f));
          pen.setStroke(new BasicStroke(5));
          pen.drawLine(190, 16, 190, 290);
          pen.drawLine(48, 272, 190, 272);
          hull(pen, new Color(0.22f, 0.16f, 0.13f), new Color(0.94f, 0.93f, 0.90f));
        });
  }

  /** A rowing boat with one who rests. */
  static Figure rowing(Optional<Rgb> colour, boolean mirrored) {
    return Figure.drawn(
        SIDE,
        SIDE,
        pen -> {
          turn(pen, mirrored);
          Color dark = new Color(0.10f, 0.10f, 0.12f);
          pen.setPaint(dark);
          pen.fill(shape(150, 300, 154, 250, 172, 226, 194, 232, 204, 300));
          pen.fill(new Ellipse2D.Float(166, 190, 30, 36));
          pen.fill(shape(146, 204, 180, 178, 216, 204, 182, 198, 146, 204));
          pen.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
          pen.drawLine(186, 254, 226, 276);
          pen.setPaint(new Color(0.34f, 0.24f, 0.16f));
          pen.drawLine(226, 270, 300, (int) LINE);
          Color wood = colour(colour.orElse(new Rgb(0.42f, 0.28f, 0.18f)));
          hull(pen, wood, wood.brighter());
        });
  }

  private static void turn(Graphics2D pen, boolean mirrored) {
    if (mirrored) {
      pen.scale(1, -1);
      pen.translate(0, -SIDE);
    }
  }

  private static void hull(Graphics2D pen, Color wood, Color rim) {
    Path2D hull = new Path2D.Float();
    hull.moveTo(34, 282);
    hull.quadTo(180, 304, 340, 272);
    hull.quadTo(322, 312, 286, LINE);
    hull.lineTo(78, LINE);
    hull.quadTo(46, 316, 34, 282);
    hull.closePath();
    pen.setPaint(new GradientPaint(0, 282, wood.brighter(), 0, LINE, wood.darker()));
    pen.fill(hull);
    pen.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.setPaint(rim);
    Path2D edge = new Path2D.Float();
    edge.moveTo(35, 283);
    edge.quadTo(180, 305, 339, 273);
    pen.draw(edge);
  }

  /** A figure from its corners, the sides of which bulge like canvas. */
  private static Path2D shape(float... points) {
    Path2D path = new Path2D.Float();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 4) {
      if (i + 3 < points.length) {
        path.quadTo(points[i], points[i + 1], points[i + 2], points[i + 3]);
      } else {
        path.lineTo(points[i], points[i + 1]);
      }
    }
    path.closePath();
    return path;
  }

  private static Color colour(Rgb rgb) {
    return new Color(Math.min(1, rgb.red()), Math.min(1, rgb.green()), Math.min(1, rgb.blue()));
  }
}
