package dev.afterglow.routing;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.NativeFormat;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.VideoFormat;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shortest and smallest film that an engine makes of words, for operators who try it out.
 *
 * @param model the public model that it is an example of
 * @param format what the engine is asked for
 */
public record TrialFilm(Model model, NativeFormat format) {
  private static final String PROMPT = "A lighthouse on a cliff at sunset, slow push in";

  /** Empty for an engine that makes nothing of words alone. */
  public static Optional<TrialFilm> of(Engine engine) {
    Router alone = new Router(List.of(engine));
    return Arrays.stream(Model.values())
        .flatMap(TrialFilm::cells)
        .filter(alone::canMake)
        .min(
            Comparator.comparingLong(cell ->
                (long) cell.format().seconds() * cell.format().width() * cell.format().height()))
        .map(cell ->
            new TrialFilm(cell.model(), alone.candidates(cell).getFirst().segments().format(0)));
  }

  private static Stream<Cell> cells(Model model) {
    return model.resolutions().stream()
        .flatMap(resolution ->
            VideoFormat.SECONDS.stream()
                .flatMap(seconds ->
                    Stream.of(Orientation.values())
                        .map(held -> new VideoFormat(resolution, held, seconds))
                        .map(format -> new Cell(model, format, false))));
  }

  /**
   * The order.
   *
   * @param id unique for ever
   */
  public Job job(String id) {
    return new Job(id, model, PROMPT, format, 1, Optional.empty());
  }
}
