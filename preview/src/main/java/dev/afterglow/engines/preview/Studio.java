package dev.afterglow.engines.preview;

import dev.afterglow.engines.preview.draw.Camera;
import dev.afterglow.engines.preview.draw.Canvas;
import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Light;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.draw.Stage;
import dev.afterglow.engines.preview.draw.StageSet;
import dev.afterglow.engines.preview.grade.Finish;
import dev.afterglow.engines.preview.grade.Writing;
import dev.afterglow.engines.preview.photo.LivingPicture;
import dev.afterglow.engines.preview.photo.Photo;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Events;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.sky.Daylight;
import dev.afterglow.engines.preview.sky.Sky;
import dev.afterglow.media.YuvPicture;

/** Draws the pictures of one film. Everything that can be done once is done in {@link #prepare}. */
final class Studio {
  private final Scene scene;
  private final Space space;
  private final int frames;
  private final int framesPerSecond;
  private final Camera camera;
  private final Events events;
  private final StageSet set;
  private final Finish finish;

  private Studio(
      Scene scene,
      Space space,
      int frames,
      int framesPerSecond,
      Camera camera,
      StageSet set,
      Finish finish) {
    this.scene = scene;
    this.space = space;
    this.frames = frames;
    this.framesPerSecond = framesPerSecond;
    this.camera = camera;
    this.events = Events.of(scene, (double) frames / framesPerSecond);
    this.set = set;
    this.finish = finish;
  }

  static Studio prepare(
      Scene scene, Space space, int frames, int framesPerSecond, boolean captions, Crew crew)
      throws InterruptedException {
    int seconds = Math.max(1, frames / framesPerSecond);
    Camera camera = Camera.of(scene.camera(), seconds);
    float horizon = Horizon.of(scene, space);
    Light light = Daylight.of(scene, space, horizon);
    Stage stage = new Stage(scene, space, camera, light, horizon, seconds, crew);
    if (Horizon.outdoors(scene.place())) {
      Sky.build(stage);
    }
    for (Family family : Families.ALL) {
      if (family.appears(scene)) {
        family.build(stage);
      }
    }
    Finish finish =
        new Finish(
            scene, space, Writing.over(space, captions ? scene.caption() : "", seconds), crew);
    return new Studio(scene, space, frames, framesPerSecond, camera, stage.set(), finish);
  }

  /** The same for a film that begins with a picture. */
  static Studio prepare(
      Photo photo, Scene scene, int frames, int framesPerSecond, boolean captions, Crew crew)
      throws InterruptedException {
    Space space = new Space(photo.width(), photo.height());
    int seconds = Math.max(1, frames / framesPerSecond);
    float horizon = space.at(0.6f);
    Light light = Daylight.of(scene, space, horizon);
    Camera camera = Camera.still();
    Stage stage = new Stage(scene, space, camera, light, horizon, seconds, crew);
    LivingPicture.build(stage, photo);
    Finish finish =
        Finish.plain(
            scene, space, Writing.over(space, captions ? scene.caption() : "", seconds), crew);
    return new Studio(scene, space, frames, framesPerSecond, camera, stage.set(), finish);
  }

  /** Draws a picture, counted from 0. */
  void draw(int number, YuvPicture picture) throws InterruptedException {
    float film = (float) number / framesPerSecond;
    float progress = frames == 1 ? 0 : (float) number / (frames - 1);
    float seconds = film * (float) scene.pace().speed();
    Frame frame = new Frame(space, camera, progress, seconds, flash(film));
    Canvas canvas = set.paint(frame);
    finish.grade(canvas, frame, number, picture);
  }

  private float flash(double seconds) {
    double light = 0;
    for (var stroke : events.lightning()) {
      light += stroke.flash(seconds);
    }
    return (float) Math.min(1, light);
  }

  /** Where land or sea meets the sky, and whether there is a sky at all. */
  private static final class Horizon {
    static float of(Scene scene, Space space) {
      return space.at(part(scene, space.portrait()));
    }

    private static float part(Scene scene, boolean portrait) {
      return switch (scene.place()) {
        case WATERFALL -> 0.765f;
        case RIVER -> portrait ? 0.56f : 0.50f;
        case LAKE -> portrait ? 0.60f : 0.58f;
        case OCEAN -> 0.50f;
        case BEACH -> 0.40f;
        case MOUNTAINS -> 0.62f;
        case FOREST -> 0.62f;
        case DESERT -> portrait ? 0.56f : 0.54f;
        case GRASSLAND -> portrait ? 0.58f : 0.56f;
        case CITY -> 0.72f;
        case CLOUDS -> 0.55f;
        case CAMPFIRE -> 0.66f;
        case NIGHT_SKY -> 0.86f;
        case SPACE -> scene.has(Element.REGOLITH) ? 0.64f : 1;
        case UNDERWATER, ABSTRACT -> 1;
      };
    }

    static boolean outdoors(Place place) {
      return switch (place) {
        case UNDERWATER, SPACE, ABSTRACT -> false;
        case WATERFALL, RIVER, LAKE, OCEAN, BEACH, MOUNTAINS, FOREST, DESERT -> true;
        case GRASSLAND, CITY, CLOUDS, CAMPFIRE, NIGHT_SKY -> true;
      };
    }
  }
}
