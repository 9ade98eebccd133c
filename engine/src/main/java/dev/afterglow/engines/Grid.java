package dev.afterglow.engines;

import java.util.Set;

/**
 * What an engine can make: the models it stands for, the shapes it draws, and whether it can start
 * from a picture.
 */
public record Grid(
    Set<Model> models,
    Set<Resolution> resolutions,
    Set<Orientation> orientations,
    Set<Integer> seconds,
    boolean fromPicture) {

  public Grid {
    models = Set.copyOf(models);
    resolutions = Set.copyOf(resolutions);
    orientations = Set.copyOf(orientations);
    seconds = Set.copyOf(seconds);
  }

  /** The whole contract: every model, resolution, orientation and length. */
  public static Grid everything(boolean fromPicture) {
    return new Grid(
        Set.of(Model.values()),
        Set.of(Resolution.values()),
        Set.of(Orientation.values()),
        Set.copyOf(Shape.SECONDS),
        fromPicture);
  }

  /** Whether a film of this model and shape, with or without a picture, can be made. */
  public boolean covers(Model model, Shape shape, boolean picture) {
    return models.contains(model)
        && resolutions.contains(shape.resolution())
        && orientations.contains(shape.orientation())
        && seconds.contains(shape.seconds())
        && (fromPicture || !picture);
  }
}
