package dev.afterglow.generation;

import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A resolution and an orientation said at once, as OpenAI does: {@code 1280x720}. */
public record FrameSize(Resolution resolution, Orientation orientation) {
  /** Every size of a model's films, smallest first. */
  public static List<FrameSize> of(Model model) {
    return model.resolutions().stream()
        .flatMap(resolution ->
            Stream.of(Orientation.values()).map(held -> new FrameSize(resolution, held)))
        .toList();
  }

  /** The size of this exact name; empty if no model has it. */
  public static Optional<FrameSize> named(String name) {
    return Arrays.stream(Model.values())
        .flatMap(model -> of(model).stream())
        .filter(size -> size.id().equals(name))
        .findFirst();
  }

  /** Width, {@code x} and height in pixels. */
  public String id() {
    return resolution.width(orientation) + "x" + resolution.height(orientation);
  }
}
