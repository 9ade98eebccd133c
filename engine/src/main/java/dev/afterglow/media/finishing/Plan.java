package dev.afterglow.media.finishing;

import dev.afterglow.media.finishing.FilmFacts.Treatment;
import java.util.List;
import java.util.Locale;

/** What has to be done to make the ordered film of the films that there are. */
sealed interface Plan {
  /**
   * It can be made.
   *
   * @param frames how many pictures the film will have
   * @param upscale 1 or more
   */
  record Possible(
      List<Segment> segments,
      TargetFormat wanted,
      FrameRate rate,
      int frames,
      double upscale,
      Treatment treatment)
      implements Plan {}

  /** It cannot be made of these. */
  record Impossible(String reason) implements Plan {}

  /** How much a film may be too short; its last picture stays for that long. */
  double SHORT_SECONDS = 0.25;

  /** How far sound may go on after the last picture. */
  double SOUND_SECONDS = 0.1;

  /**
   * @param bare whether nothing but pictures and sound is in the file, and its index comes first
   */
  static Plan of(List<Segment> segments, TargetFormat wanted, boolean bare) {
    Segment first = segments.getFirst();
    FrameRate rate =
        wanted.framesPerSecond().isPresent()
            ? FrameRate.of(wanted.framesPerSecond().getAsInt())
            : first.rate();
    int frames = rate.frames(wanted.seconds());
    double length = first.seconds();
    double upscale = 1;
    double leeway = SHORT_SECONDS;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (i > 0) {
        length += segment.secondsAfterFirst();
        leeway += 1 / rate.value(); // the doubled picture that is left out
      }
      double wide = (double) wanted.width() / segment.width();
      double high = (double) wanted.height() / segment.height();
      upscale = Math.max(upscale, Math.max(wide, high));
    }
    if (length + leeway < wanted.seconds()) {
      return new Impossible(
          String.format(
              Locale.ROOT, "%.3f s of pictures where %d s were ordered", length, wanted.seconds()));
    }
    if (upscale > wanted.mostUpscale() + 1e-6) {
      return new Impossible(
          String.format(
              Locale.ROOT,
              "%dx%d where %dx%d was ordered: enlarging by %.3f is not allowed",
              first.width(),
              first.height(),
              wanted.width(),
              wanted.height(),
              upscale));
    }
    Treatment treatment = Treatment.ENCODED;
    if (segments.size() == 1 && fits(first, wanted, rate, frames)) {
      treatment = bare ? Treatment.KEPT : Treatment.REMUXED;
    }
    return new Possible(segments, wanted, rate, frames, upscale, treatment);
  }

  private static boolean fits(Segment film, TargetFormat wanted, FrameRate rate, int frames) {
    boolean pictures =
        film.codec().equals("h264")
            && film.pixels().equals("yuv420p")
            && film.width() == wanted.width()
            && film.height() == wanted.height()
            && film.squarePixels()
            && !film.turned();
    boolean length = film.rate().equals(rate) && film.frames() == frames;
    boolean sound =
        film.sound()
            .map(track -> track.codec().equals("aac") && track.end() <= film.end() + SOUND_SECONDS)
            .orElse(true);
    return pictures && length && sound && film.container() == Container.MP4;
  }
}
