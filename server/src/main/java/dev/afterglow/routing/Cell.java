package dev.afterglow.routing;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import java.util.Locale;

/**
 * What decides which engine can make a film: the public model, the outer form, and whether the film
 * starts from a picture. There are fewer than a hundred cells.
 */
public record Cell(Model model, VideoFormat format, boolean picture) {
  /** One text for each cell, such as {@code sora-2/720p/landscape/8/text}. */
  public String text() {
    return String.join(
        "/",
        model.id(),
        format.resolution().id(),
        format.orientation().name().toLowerCase(Locale.ROOT),
        Integer.toString(format.seconds()),
        picture ? "picture" : "text");
  }

  /**
   * The cell of this {@link #text}.
   *
   * @throws IllegalArgumentException if it is not the text of a cell
   */
  public static Cell parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("not a cell: " + text);
    }
    return new Cell(
        Model.of(parts[0]).orElseThrow(() -> new IllegalArgumentException("model: " + text)),
        new VideoFormat(
            Resolution.of(parts[1])
                .orElseThrow(() -> new IllegalArgumentException("resolution: " + text)),
            Orientation.valueOf(parts[2].toUpperCase(Locale.ROOT)),
            Integer.parseInt(parts[3])),
        parts[4].equals("picture"));
  }
}
