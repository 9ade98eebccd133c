package dev.afterglow.engines.preview.air;

import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Plane;
import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.figures.Figure;
import dev.afterglow.engines.preview.figures.Figures;
import dev.afterglow.engines.preview.figures.Pose;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Subject;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.Optional;
import java.util.SplittableRandom;

/** Butterflies that flutter over a meadow or a pool, wings beating, each on a wavering way. */
public final class Butterflies implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.BUTTERFLIES)
        && switch (scene.place()) {
          case WATERFALL, RIVER, LAKE, BEACH, MOUNTAINS, FOREST, GRASSLAND -> true;
          case OCEAN, DESERT, CITY, CLOUDS, UNDERWATER, SPACE -> false;
          case CAMPFIRE, NIGHT_SKY, ABSTRACT -> false;
        };
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.FALLING, new Swarm(stage));
  }

  private static final class Swarm extends Figures {
    private static final int MOST = 40;
    private static final Hue[] WILD = {Hue.ORANGE, Hue.BLUE, Hue.YELLOW, Hue.WHITE, Hue.PURPLE};
    private static final int SIDE = 160;

    private record Butterfly(
        Figure left,
        Figure right,
        float x,
        float y,
        float size,
        float depth,
        float speed,
        float beat,
        float phase) {}

    private final Stage stage;
    private final Butterfly[] swarm;

    Swarm(Stage stage) {
      this.stage = stage;
      SplittableRandom random = stage.random("butterflies");
      Optional<Hue> hue = stage.scene().subject(Element.BUTTERFLIES).flatMap(Subject::hue);
      int kinds = hue.isPresent() ? 1 : WILD.length;
      Figure[] left = new Figure[kinds];
      Figure[] right = new Figure[kinds];
      for (int i = 0; i < kinds; i++) {
        Rgb colour = Rgb.of(hue.orElse(WILD[i]).rgb());
        left[i] = wing(colour, false);
        right[i] = wing(colour, true);
      }
      int count = Math.clamp(stage.scene().count(Element.BUTTERFLIES), 1, MOST);
      swarm = new Butterfly[count];
      float half = stage.space().half();
      float bottom = stage.space().bottom();
      float low = stage.horizon() - 0.10f * bottom;
      for (int i = 0; i < count; i++) {
        // those farther back come first, and are smaller
        float near = count == 1 ? 0.8f : (float) i / (count - 1);
        int kind = random.nextInt(kinds);
        swarm[i] =
            new Butterfly(
                left[kind],
                right[kind],
                half * (float) (((i * 0.618 + 0.37) % 1) * 1.7 - 0.85),
                low + (0.34f * near + (float) random.nextDouble(-0.05, 0.12)) * bottom,
                11 + 27 * near * near,
                0.7f + 1.1f * near,
                (random.nextBoolean() ? 1 : -1) * (float) random.nextDouble(16, 34) * (0.5f + near),
                (float) random.nextDouble(15, 21),
                (float) random.nextDouble(Math.TAU));
      }
    }

    @Override
    protected void place(Frame frame) {
      for (Butterfly one : swarm) {
        place(frame, one);
      }
    }

    private float x(Butterfly one, float t) {
      return one.x
          + one.speed * (t - 0.5f * stage.seconds())
          + 22 * (float) Math.sin(1.1f * t + one.phase)
          + 9 * (float) Math.sin(2.7f * t + 2 * one.phase);
    }

    private float y(Butterfly one, float t) {
      return one.y
          + 20 * (float) Math.sin(0.8f * t + 2.3f * one.phase)
          + 8 * (float) Math.sin(2.9f * t + one.phase)
          // every stroke lifts the body a little
          - 0.10f * one.size * (float) Math.sin(one.beat * t + one.phase);
    }

    private void place(Frame frame, Butterfly one) {
      float t = frame.seconds();
      Light light = stage.light();
      // it glides between bouts of beating
      float rest = (float) Math.sin(0.7f * t + one.phase) > 0.72f ? 0.35f : 1;
      float stroke = (float) Math.sin(one.beat * t + one.phase) * rest;
      float wide = one.size * stage.space().scale() * frame.zoom(one.depth);
      float ahead = x(one, t + 0.05f) - x(one, t - 0.05f);
      float heading = Math.clamp(ahead * 0.09f, -0.55f, 0.55f);
      float px = frame.pixelX(x(one, t), one.depth);
      float py = frame.pixelY(y(one, t), one.depth);
      float openLeft = Math.max(0.10f, Math.abs(0.62f + 0.38f * stroke - 0.22f * heading));
      float openRight = Math.max(0.10f, Math.abs(0.62f + 0.38f * stroke + 0.22f * heading));
      Rgb lit = light.fill().times(0.9f).mix(light.key(), 0.5f);
      float raise = 0.34f * (0.62f - 0.62f * stroke);
      wing(one.left, px, py, -wide * openLeft, wide, heading + raise, lit);
      wing(one.right, px, py, wide * openRight, wide, heading - raise, lit);
    }

    /** One wing, hinged at the body. */
    private void wing(
        Figure figure, float x, float y, float shown, float wide, float tilt, Rgb lit) {
      float reach = 0.5f * shown;
      put(
          figure,
          new Pose(
              x + reach * (float) Math.cos(tilt),
              y + reach * (float) Math.sin(tilt),
              wide,
              Math.abs(shown) / wide,
              tilt,
              0,
              0,
              lit,
              stage.light().haze(),
              0,
              1));
    }

    /** A pair of wings on one side, hinged at that edge of the figure which meets the body. */
    private static Figure wing(Rgb colour, boolean right) {
      return Figure.drawn(
          SIDE,
          SIDE,
          pen -> {
            if (!right) {
              pen.translate(SIDE, 0);
              pen.scale(-1, 1);
            }
            Color bright = colour(colour.mix(Rgb.WHITE, 0.12f));
            Color deep = colour(colour.times(0.72f));
            Color dark = new Color(0.09f, 0.07f, 0.07f);
            fill(pen, hind(), deep, dark);
            fill(pen, fore(), bright, dark);
            pen.setColor(dark);
            pen.setStroke(new BasicStroke(2.2f));
            for (int i = 0; i < 4; i++) {
              pen.drawLine(8, 78, 112 + 8 * i, 34 + 17 * i);
            }
            pen.setColor(new Color(1, 1, 1, 0.85f));
            for (int i = 0; i < 4; i++) {
              pen.fill(new Ellipse2D.Float(136 - 3 * i, 26 + 14 * i, 6, 6));
            }
            pen.setColor(dark);
            pen.fill(new Ellipse2D.Float(-7, 56, 14, 62));
            pen.setStroke(new BasicStroke(2));
            pen.drawLine(2, 58, 18, 30);
          });
    }

    private static void fill(Graphics2D pen, Path2D shape, Color colour, Color edge) {
      pen.setColor(colour);
      pen.fill(shape);
      pen.setColor(edge);
      pen.setStroke(new BasicStroke(5.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      pen.draw(shape);
    }

    private static Path2D fore() {
      Path2D path = new Path2D.Float();
      path.moveTo(2, 76);
      path.curveTo(30, 20, 110, 4, 148, 16);
      path.curveTo(156, 44, 132, 84, 92, 88);
      path.curveTo(60, 92, 24, 86, 2, 80);
      path.closePath();
      return path;
    }

    private static Path2D hind() {
      Path2D path = new Path2D.Float();
      path.moveTo(2, 80);
      path.curveTo(40, 82, 96, 86, 112, 100);
      path.curveTo(118, 130, 84, 152, 56, 146);
      path.curveTo(28, 138, 8, 110, 2, 86);
      path.closePath();
      return path;
    }

    private static Color colour(Rgb rgb) {
      return new Color(Math.min(1, rgb.red()), Math.min(1, rgb.green()), Math.min(1, rgb.blue()));
    }
  }
}
