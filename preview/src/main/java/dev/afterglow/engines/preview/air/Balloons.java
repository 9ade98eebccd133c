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
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import java.util.SplittableRandom;

/** Hot-air balloons that drift by, striped, one of them close. */
public final class Balloons implements Family {
  @Override
  public boolean appears(Scene scene) {
    return scene.has(Element.BALLOONS)
        && switch (scene.place()) {
          case UNDERWATER, SPACE, ABSTRACT, FOREST, CAMPFIRE -> false;
          case WATERFALL, RIVER, LAKE, OCEAN, BEACH, MOUNTAINS, DESERT -> true;
          case GRASSLAND, CITY, CLOUDS, NIGHT_SKY -> true;
        };
  }

  @Override
  public void build(Stage stage) {
    stage.add(Plane.AIR, new Fleet(stage));
  }

  private static final class Fleet extends Figures {
    private static final int MOST = 24;
    private static final int PATTERNS = 5;
    private static final Hue[][] STRIPES = {
      {Hue.RED, Hue.YELLOW, Hue.ORANGE},
      {Hue.BLUE, Hue.WHITE, Hue.CYAN},
      {Hue.PURPLE, Hue.PINK, Hue.GOLD},
      {Hue.GREEN, Hue.YELLOW, Hue.TEAL},
      {Hue.RED, Hue.WHITE, Hue.INDIGO},
    };

    private record Balloon(
        Figure figure, float x, float y, float wide, float depth, float speed, float phase) {}

    private final Stage stage;
    private final Balloon[] balloons;

    Fleet(Stage stage) {
      this.stage = stage;
      SplittableRandom random = stage.random("balloons");
      int count = Math.clamp(stage.scene().count(Element.BALLOONS), 1, MOST);
      Optional<Hue> hue = stage.scene().subject(Element.BALLOONS).flatMap(Subject::hue);
      Figure[] figures = new Figure[Math.min(PATTERNS, count)];
      int first = random.nextInt(PATTERNS);
      for (int i = 0; i < figures.length; i++) {
        Hue[] stripes = STRIPES[(first + i) % PATTERNS];
        figures[i] =
            hue.isPresent()
                ? figure(hue.get(), Hue.WHITE, hue.get())
                : figure(stripes[0], stripes[1], stripes[2]);
      }
      balloons = balloons(random, figures, count);
    }

    private Balloon[] balloons(SplittableRandom random, Figure[] figures, int count) {
      Balloon[] fleet = new Balloon[count];
      float half = stage.space().half();
      float clear = stage.light().sunX() < 0 ? 1 : -1;
      float sky = stage.horizon();
      float largest = Math.min(0.42f * sky, 0.62f * half);
      for (int i = 0; i < count; i++) {
        // sizes fall off; places follow the golden ratio, which never crowds
        float size =
            i == 0 ? 1 : 0.55f / (float) Math.sqrt(i) * (float) random.nextDouble(0.8, 1.15);
        float aside =
            i == 0 ? 0.34f * clear : (float) ((i * 0.618 + 0.12) % 1 * 2 - 1) * 0.92f * clear;
        float high = i == 0 ? 0.40f : (float) ((i * 0.382 + 0.3) % 1 * 0.62 + 0.16);
        fleet[count - 1 - i] =
            new Balloon(
                figures[i % figures.length],
                aside * half,
                high * sky,
                largest * size,
                0.15f + 0.55f * size,
                (float) random.nextDouble(3, 6) * (0.4f + size),
                (float) random.nextDouble(Math.TAU));
      }
      return fleet;
    }

    @Override
    protected void place(Frame frame) {
      float t = frame.seconds() - 0.5f * stage.seconds();
      Light light = stage.light();
      // cloth glows when a low light stands behind it
      Rgb lit =
          light
              .fill()
              .times(0.8f)
              .mix(light.key(), 0.55f)
              .mix(Rgb.WHITE, 0.10f * (1 - light.night()));
      for (Balloon balloon : balloons) {
        float bob = 3 * (float) Math.sin(0.5f * t + balloon.phase);
        float veiled = light.hazed(0.42f * (1 - (balloon.depth - 0.15f) / 0.55f));
        float wide = balloon.wide * stage.space().scale() * frame.zoom(balloon.depth);
        put(
            balloon.figure,
            Pose.still(
                    frame.pixelX(balloon.x + balloon.speed * t, balloon.depth),
                    frame.pixelY(balloon.y - 0.55f * balloon.speed * t + bob, balloon.depth),
                    wide,
                    lit,
                    light.haze(),
                    veiled)
                .tilted(0.02f * (float) Math.sin(0.4f * t + balloon.phase)));
      }
    }

    private static final int WIDE = 320;
    private static final int HIGH = 420;

    /** A balloon in three colours: gores that narrow to both ends, shaded as a globe, a basket. */
    private static Figure figure(Hue one, Hue two, Hue three) {
      return Figure.drawn(
          WIDE,
          HIGH,
          pen -> {
            Path2D envelope = envelope();
            pen.setClip(null);
            gores(pen, one, two);
            pen.setComposite(AlphaComposite.SrcAtop);
            pen.setColor(new Color(three.rgb()));
            pen.fill(new Rectangle2D.Float(0, 196, WIDE, 34));
            pen.setColor(new Color(1, 1, 1, 0.75f));
            pen.fill(new Rectangle2D.Float(0, 190, WIDE, 5));
            pen.fill(new Rectangle2D.Float(0, 231, WIDE, 5));
            shade(pen, envelope);
            pen.setComposite(AlphaComposite.SrcOver);
            basket(pen);
          });
    }

    private static Path2D envelope() {
      Path2D path = new Path2D.Float();
      path.moveTo(160, 10);
      path.curveTo(252, 10, 306, 80, 304, 158);
      path.curveTo(302, 232, 226, 282, 190, 344);
      path.lineTo(130, 344);
      path.curveTo(94, 282, 18, 232, 16, 158);
      path.curveTo(14, 80, 68, 10, 160, 10);
      path.closePath();
      return path;
    }

    private static void gores(Graphics2D pen, Hue one, Hue two) {
      pen.setColor(new Color(one.rgb()));
      pen.fill(envelope());
      pen.setComposite(AlphaComposite.SrcAtop);
      pen.setColor(new Color(two.rgb()));
      int stripes = 12;
      for (int i = 0; i < stripes; i += 2) {
        // gores turned away look narrower
        float left = (float) Math.sin((i / (double) stripes - 0.5) * Math.PI);
        float right = (float) Math.sin(((i + 1) / (double) stripes - 0.5) * Math.PI);
        Path2D gore = new Path2D.Float();
        gore.moveTo(160, 10);
        gore.curveTo(160 + 92 * left, 10, 160 + 146 * left, 80, 160 + 144 * left, 158);
        gore.curveTo(160 + 142 * left, 232, 160 + 66 * left, 282, 160 + 30 * left, 344);
        gore.lineTo(160 + 30 * right, 344);
        gore.curveTo(160 + 66 * right, 282, 160 + 142 * right, 232, 160 + 144 * right, 158);
        gore.curveTo(160 + 146 * right, 80, 160 + 92 * right, 10, 160, 10);
        pen.fill(gore);
      }
      pen.setComposite(AlphaComposite.SrcOver);
    }

    private static void shade(Graphics2D pen, Path2D envelope) {
      pen.setPaint(
          new GradientPaint(60, 60, new Color(1, 1, 1, 0.22f), 190, 190, new Color(1, 1, 1, 0f)));
      pen.fill(envelope);
      pen.setPaint(
          new GradientPaint(
              150, 150, new Color(0, 0, 0, 0f), 310, 250, new Color(0, 0, 0.08f, 0.46f)));
      pen.fill(envelope);
      pen.setPaint(
          new GradientPaint(0, 250, new Color(0, 0, 0, 0f), 0, 344, new Color(0, 0, 0, 0.38f)));
      pen.fill(envelope);
    }

    private static void basket(Graphics2D pen) {
      pen.setColor(new Color(0.16f, 0.12f, 0.10f));
      pen.setStroke(new BasicStroke(2));
      pen.drawLine(133, 344, 144, 386);
      pen.drawLine(187, 344, 176, 386);
      pen.drawLine(150, 344, 152, 386);
      pen.drawLine(170, 344, 168, 386);
      pen.setPaint(
          new GradientPaint(
              142, 0, new Color(0.56f, 0.40f, 0.24f), 180, 0, new Color(0.28f, 0.19f, 0.11f)));
      pen.fillRoundRect(141, 384, 38, 30, 8, 8);
      pen.setColor(new Color(0.24f, 0.15f, 0.09f));
      pen.fillRoundRect(139, 382, 42, 7, 6, 6);
    }
  }
}
