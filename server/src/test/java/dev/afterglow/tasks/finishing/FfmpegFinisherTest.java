package dev.afterglow.tasks.finishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.films.OrderedFilm;
import dev.afterglow.media.FilmFormat;
import dev.afterglow.media.FilmWriter;
import dev.afterglow.media.YuvPicture;
import dev.afterglow.media.finishing.FfmpegProgram;
import dev.afterglow.media.finishing.FilmFinisher;
import dev.afterglow.media.finishing.FinishingLimits;
import dev.afterglow.tasks.run.Finisher.Finished;
import dev.afterglow.tasks.run.Finisher.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FfmpegFinisherTest {
  private static final VideoFormat ORDERED =
      new VideoFormat(Resolution.P720, Orientation.LANDSCAPE, 4);

  private static final int SOUND = 48_000 / 12; // samples for each picture

  @TempDir Path folder;
  private FilmFinisher films;

  @BeforeEach
  void open() throws IOException {
    films = new FilmFinisher(FfmpegProgram.bundled(), FinishingLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    films.close();
  }

  @Test
  void stillsComeWithTheFilm() throws Exception {
    Finished.Film film = finish(true, Map.of(), part(48, ""));
    assertTrue(film.stills().isPresent());
  }

  @Test
  void orderedFilmIsKeptAsItCameWhereStillsMayWait() throws Exception {
    Part part = part(48, "");
    films.close(); // no child can start any more
    Finished.Film film = finish(false, Map.of(), part);
    assertEquals(part.film(), film.film());
    assertTrue(film.stills().isEmpty());
  }

  @Test
  void whatIsNotQuiteTheOrderedFilmIsFinishedAllTheSame() throws Exception {
    for (Part part : List.of(part(54, ""), part(48, "a title of somebody else"))) {
      Finished.Film film = finish(false, Map.of(), part);
      assertNotEquals(part.film(), film.film());
      assertEquals(Optional.empty(), new OrderedFilm(1280, 720, 4).faultOf(film.film()));
      assertTrue(film.stills().isPresent());
    }
    Part slow = part(48, "");
    assertNotEquals(slow.film(), finish(false, Map.of("gpu", 24), slow).film());
  }

  @Test
  void pageOfApologyIsNoFilm() throws Exception {
    Path page = Files.writeString(folder.resolve("page.mp4"), "<html>soon</html>");
    Path target = folder.resolve("finished.mp4");
    assertInstanceOf(
        Finished.Unfit.class,
        finisher(false, Map.of()).finish(List.of(new Part(page, 4, "gpu")), ORDERED, target));
  }

  private Finished.Film finish(boolean stills, Map<String, Integer> rates, Part part)
      throws IOException {
    Path target = folder.resolve("finished-" + part.film().getFileName());
    return assertInstanceOf(
        Finished.Film.class,
        finisher(stills, rates).finish(List.of(part), ORDERED, target),
        part.toString());
  }

  private FfmpegFinisher finisher(boolean stills, Map<String, Integer> rates) {
    return new FfmpegFinisher(films, Set.of("preview"), rates, 1.05, stills);
  }

  private Part part(int frames, String title) throws Exception {
    Path film = folder.resolve("part-" + frames + title.length() + ".mp4");
    FilmFormat format = new FilmFormat(1280, 720, 12, frames, title, "");
    try (FilmWriter writer = FilmWriter.create(film, format)) {
      for (int i = 0; i < frames; i++) {
        writer.picture(new YuvPicture(1280, 720));
        writer.sound(new float[SOUND], new float[SOUND], SOUND);
      }
      writer.finish();
    }
    return new Part(film, 4, "gpu");
  }
}
