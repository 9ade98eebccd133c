package dev.afterglow.engines.preview.draw;

import dev.afterglow.engines.preview.scene.Scene;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Where a scene is put together: families add layers to planes while the film is prepared, in any
 * order; {@link #set} then gives the finished picture-maker.
 */
public final class Stage {
  /** Paints what does not move. */
  @FunctionalInterface
  public interface Painter {
    /** Paints on a sheet, with the crew where that pays. */
    void paint(Sheet sheet) throws InterruptedException;
  }

  private final Scene scene;
  private final Space space;
  private final Camera camera;
  private final Light light;
  private final float horizon;
  private final float seconds;
  private final Crew crew;
  private final float[][] scratch = {new float[0], new float[0], new float[0], new float[0]};
  private final Map<Plane, List<Layer>> planes = new EnumMap<>(Plane.class);

  /**
   * An empty stage.
   *
   * @param horizon y in units where land or sea meets the sky
   * @param seconds how long the film lasts
   */
  public Stage(
      Scene scene,
      Space space,
      Camera camera,
      Light light,
      float horizon,
      float seconds,
      Crew crew) {
    this.scene = scene;
    this.space = space;
    this.camera = camera;
    this.light = light;
    this.horizon = horizon;
    this.seconds = seconds;
    this.crew = crew;
  }

  /** What is to be shown. */
  public Scene scene() {
    return scene;
  }

  /** The size of the picture. */
  public Space space() {
    return space;
  }

  /** The light everything shares. */
  public Light light() {
    return light;
  }

  /** The y in units where land or sea meets the sky. */
  public float horizon() {
    return horizon;
  }

  /** How long the film lasts. */
  public float seconds() {
    return seconds;
  }

  /** The threads that draw. */
  public Crew crew() {
    return crew;
  }

  /** Random numbers for one purpose: always the same for the same scene. */
  public SplittableRandom random(String purpose) {
    return new SplittableRandom(scene.seed() * 0x9E3779B97F4A7C15L + purpose.hashCode());
  }

  /** A number from 0 to 100 for one purpose, to shift noise by so that seeds differ. */
  public float offset(String purpose) {
    return (float) random(purpose).nextDouble(100);
  }

  /** Puts a layer in front of all others of its plane. */
  public void add(Plane plane, Layer layer) {
    planes.computeIfAbsent(plane, _ -> new ArrayList<>()).add(layer);
  }

  /**
   * Bakes a still picture of a depth: see {@link Frame}. Called by one family at a time; the sheet
   * is not to be used after the painter returns.
   */
  public Still bake(float depth, Painter painter) throws InterruptedException {
    Sheet sheet = Sheet.empty(space, camera, depth, scratch);
    painter.paint(sheet);
    return Still.of(sheet, crew);
  }

  /** The finished set. */
  public StageSet set() {
    List<Layer> layers = new ArrayList<>();
    planes.values().forEach(layers::addAll);
    return new StageSet(space, layers, crew);
  }
}
