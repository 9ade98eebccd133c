package dev.afterglow.media.finishing;

import dev.afterglow.media.finishing.FilmFacts.Treatment;
import java.util.List;
import java.util.Locale;

/** What has to be done to make the ordered film of the films that there are. */
sealed interface Plan {
  /**
   * It can be made.
   *
   * @param rate what the pictures of all segments are brought to before they are joined
   * @param pace how many of them the film shows in a second: its frame rate. Where a few are
   *     missing it is a little lower than {@code rate}, so that the film is as long as ordered
   *     without a picture that stands still, and the sound is slowed down with it
   * @param frames how many pictures the film will have
   * @param upscale 1 or more
   */
  record Possible(
      List<Segment> segments,
      TargetFormat wanted,
      FrameRate rate,
      FrameRate pace,
      int frames,
      double upscale,
      Treatment treatment)
      implements Plan {}

  /** It cannot be made of these. */
  record Impossible(String reason) implements Plan {}

  /**
   * How much a film may be too short, beyond what each seam takes away. Its pictures then follow
   * each other a little more slowly; at a rate of the operator's choice the last one stays.
   */
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
    int pictures = rate.frames(first.seconds());
    double length = first.seconds();
    double upscale = 1;
    double leeway = SHORT_SECONDS;
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (i > 0) {
        length += segment.secondsAfterFirst();
        pictures += rate.frames(segment.secondsAfterFirst());
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
    if (pictures < frames && wanted.framesPerSecond().isEmpty()) {
      FrameRate pace = new FrameRate(pictures, wanted.seconds());
      return new Possible(segments, wanted, rate, pace, pictures, upscale, Treatment.ENCODED);
    }
    return new Possible(segments, wanted, rate, rate, frames, upscale, treatment);
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
