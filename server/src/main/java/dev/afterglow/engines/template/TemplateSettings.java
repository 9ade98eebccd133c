package dev.afterglow.engines.template;

import dev.afterglow.engines.Capacity;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.PollInterval;
import dev.afterglow.remote.templates.GridOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * What an engine of a template is configured with.
 *
 * @param name the operator's name of the engine
 * @param model the vendor's model for films from text, where it is not the template's
 * @param pictureModel the same for films from pictures
 * @param grid where it differs from the template
 * @param pollInterval where it differs from the template, at least 100 ms
 */
public record TemplateSettings(
    String name,
    Optional<String> model,
    Optional<String> pictureModel,
    GridOptions grid,
    Capacity capacity,
    Optional<Duration> pollInterval,
    DownloadBounds download) {
  public TemplateSettings {
    pollInterval.ifPresent(PollInterval::require);
  }

  /** As the template says; 4 jobs at once, 30 submits a minute. */
  public static TemplateSettings standard(String name) {
    return new TemplateSettings(
        name,
        Optional.empty(),
        Optional.empty(),
        GridOptions.none(),
        new Capacity(4, 30, 5),
        Optional.empty(),
        DownloadBounds.standard());
  }

  /** The model for films from text: the operator's, or else the template's. */
  String textModel(Template template) {
    return model.or(template::model).orElse("");
  }

  /** The model for films from pictures; one that the operator named for all serves these too. */
  String modelForPictures(Template template) {
    return pictureModel.or(() -> model).or(template::pictureModel).or(template::model).orElse("");
  }
}
