package dev.afterglow.tasks;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Picture;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.ledger.Prices;
import dev.afterglow.routing.Cell;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A film that a client asks for, as every dialect says it after its own checks.
 *
 * @param format its orientation is the picture's, unless the picture is cropped to fit
 * @param picture the film's first frame, checked and bounded
 * @param seed the client's choice, or empty for a random one
 * @param madeFrom the id of the task whose film this one is a new version of
 * @param beginning the film that this one goes on from, in place of a picture; then the format's
 *     seconds are those that are added
 * @param callback where its owner wants to be told of its end
 */
public record GenerationSpec(
    Model model,
    Prompt prompt,
    VideoFormat format,
    Optional<Picture> picture,
    OptionalLong seed,
    Optional<String> madeFrom,
    Optional<Beginning> beginning,
    Optional<Callback> callback) {

  public GenerationSpec {
    if (picture.isPresent() && beginning.isPresent()) {
      throw new IllegalArgumentException("a film that begins with a picture and with a film");
    }
    if (!model.resolutions().contains(format.resolution())) {
      throw new IllegalArgumentException(
          "resolution: " + format.resolution().id() + " (not made by " + model.id() + ")");
    }
  }

  /** A film of whose end nobody wants to be told. */
  public GenerationSpec(
      Model model,
      Prompt prompt,
      VideoFormat format,
      Optional<Picture> picture,
      OptionalLong seed,
      Optional<String> madeFrom,
      Optional<Beginning> beginning) {
    this(model, prompt, format, picture, seed, madeFrom, beginning, Optional.empty());
  }

  /** A film that is no new version of another. */
  public GenerationSpec(
      Model model,
      Prompt prompt,
      VideoFormat format,
      Optional<Picture> picture,
      OptionalLong seed) {
    this(model, prompt, format, picture, seed, Optional.empty(), Optional.empty());
  }

  /** A film that is a new version of another. */
  public GenerationSpec(
      Model model,
      Prompt prompt,
      VideoFormat format,
      Optional<Picture> picture,
      OptionalLong seed,
      Optional<String> madeFrom) {
    this(model, prompt, format, picture, seed, madeFrom, Optional.empty());
  }

  /**
   * As the other constructor, with a prompt that was never a client's.
   *
   * @throws IllegalArgumentException if it is no good prompt
   */
  public GenerationSpec(
      Model model,
      String prompt,
      VideoFormat format,
      Optional<Picture> picture,
      OptionalLong seed) {
    this(model, Prompt.of(prompt), format, picture, seed);
  }

  /**
   * What decides which engine can make it.
   *
   * @param picture whether it begins with a picture, be that here already or not
   */
  public Cell cell(boolean picture) {
    return new Cell(model, format, picture);
  }

  /** Its price in micro-dollars. */
  public long priceMicros(Prices prices) {
    return prices.priceMicros(model.id(), format.resolution().id(), format.seconds());
  }

  /** Whether an engine is given a picture to start from: the client's, or a film's last frame. */
  public boolean fromPicture() {
    return picture.isPresent() || beginning.isPresent();
  }

  /** The same film beginning with this picture, and held as the picture is. */
  public GenerationSpec withPicture(Picture taken) {
    VideoFormat held = new VideoFormat(format.resolution(), taken.orientation(), format.seconds());
    return new GenerationSpec(
        model, prompt, held, Optional.of(taken), seed, madeFrom, beginning, callback);
  }

  /** The same film, held as it is, beginning with this picture. */
  public GenerationSpec withFitted(Picture taken) {
    return new GenerationSpec(
        model, prompt, format, Optional.of(taken), seed, madeFrom, beginning, callback);
  }

  /** The same film, of whose end its owner wants to be told. */
  public GenerationSpec withCallback(Callback wanted) {
    return new GenerationSpec(
        model, prompt, format, picture, seed, madeFrom, beginning, Optional.of(wanted));
  }
}
