package dev.afterglow.api.openai;

import dev.afterglow.films.Film;
import dev.afterglow.films.FilmServing;
import dev.afterglow.films.Variant;
import dev.afterglow.http.Answer;
import dev.afterglow.http.ApiError;
import dev.afterglow.http.ErrorKind;
import dev.afterglow.http.Exchange;
import dev.afterglow.tasks.Task;
import dev.afterglow.tasks.TaskState;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** {@code GET /v1/videos/{id}/content?variant=}: the film, its thumbnail or its spritesheet. */
final class Contents {
  private final Videos videos;
  private final StillPictures stills;

  Contents(Videos videos, StillPictures stills) {
    this.videos = videos;
    this.stills = stills;
  }

  Answer content(Exchange exchange) throws IOException, InterruptedException {
    Task task = videos.find(exchange);
    Variant variant = variant(exchange);
    requireFilm(task);
    Film kept =
        stills
            .open(task, videos.seconds(task), variant)
            .orElseThrow(
                () -> OpenAiErrors.nothing("variant", "openai.content.none", name(variant)));
    return FilmServing.answer(
        exchange, task.id(), kept, variant, VideoIds.of(task.id()) + variant.suffix(), true);
  }

  private static void requireFilm(Task task) {
    switch (task.state()) {
      case TaskState.Open _ ->
          throw OpenAiErrors.nothing("id", "openai.content.unfinished").coded("video_not_ready");
      case TaskState.Failed _, TaskState.Cancelled _ ->
          throw OpenAiErrors.nothing("id", "openai.content.failed");
      case TaskState.Completed completed -> {
        if (completed.expired()) {
          throw ApiError.of(ErrorKind.GONE).about("id").coded("video_expired");
        }
      }
    }
  }

  private static Variant variant(Exchange exchange) {
    String said =
        exchange.query("variant").filter(text -> !text.isEmpty()).orElse(name(Variant.VIDEO));
    List<String> names = Arrays.stream(Variant.values()).map(Contents::name).toList();
    return Arrays.stream(Variant.values())
        .filter(variant -> name(variant).equals(said))
        .findFirst()
        .orElseThrow(() -> OpenAiErrors.value("variant", said, names));
  }

  private static String name(Variant variant) {
    return variant.name().toLowerCase(Locale.ROOT);
  }
}
