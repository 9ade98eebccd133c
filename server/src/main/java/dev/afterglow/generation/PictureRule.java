package dev.afterglow.generation;

/** How a film and the picture that it begins with come together. */
public enum PictureRule {
  /** The picture decides whether the film is held upright; it is cropped to the film's size. */
  TURNS_FILM,
  /** The picture must have exactly the film's size. */
  MATCHES_FILM,
  /** The film stays as it was ordered; the picture is cropped to its size. */
  FITS_FILM
}
