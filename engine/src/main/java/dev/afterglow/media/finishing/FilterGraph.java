package dev.afterglow.media.finishing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The filters that make one film of its segments, in ffmpeg's notation.
 *
 * <p>A segment after the first was made from the last picture of the one before, and so shows it
 * again: that picture is left out. Its sound is not: the first of it belongs to the same moment as
 * the last of the sound before, and over that moment the one fades into the other. So sound and
 * pictures stay together however many segments there are. What the seams take away from the film's
 * length is given back by a slower pace of both.
 */
final class FilterGraph {
  private static final int SAMPLE_RATE = 48_000;
  private static final String SOUND_FORMAT = "aformat=sample_fmts=fltp:channel_layouts=stereo";

  private final Plan.Possible plan;
  private final List<String> chains = new ArrayList<>();

  FilterGraph(Plan.Possible plan) {
    this.plan = plan;
  }

  /** Whether the film will have sound: as soon as one of its segments has. */
  static boolean sounding(Plan.Possible plan) {
    return plan.segments().stream().anyMatch(segment -> segment.sound().isPresent());
  }

  /** The graph, with the outputs {@code film}, {@code sound}, if any, and both stills. */
  String text() {
    pictures();
    if (sounding(plan)) {
      sound();
    }
    boolean portrait = plan.wanted().height() > plan.wanted().width();
    chains.add(Stills.filters("[pictures]", "[film]", plan.frames(), portrait));
    return String.join(";", chains);
  }

  private void pictures() {
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < plan.segments().size(); i++) {
      chains.add(pictures(i));
      joined.append("[v").append(i).append("]");
    }
    if (plan.segments().size() > 1) {
      joined.append("concat=n=").append(plan.segments().size()).append(":v=1:a=0,");
    }
    int held = (int) Math.ceil((Plan.SHORT_SECONDS + 0.5) * plan.rate().value());
    chains.add(
        String.format(
            Locale.ROOT,
            "%stpad=stop_mode=clone:stop=%d,trim=end_frame=%d,settb=1/(%s),setpts=N,"
                + "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709"
                + "[pictures]",
            joined,
            held,
            plan.frames(),
            plan.pace()));
  }

  private String pictures(int number) {
    Segment segment = plan.segments().get(number);
    boolean first = number == 0;
    TargetFormat wanted = plan.wanted();
    return String.format(
        Locale.ROOT,
        "[%d:%d]%ssetpts=PTS-%.6f/TB,fps=fps=%s:start_time=0,%s%s,crop=%d:%d,setsar=1,"
            + "format=yuv420p[v%d]",
        number,
        segment.track(),
        first ? "" : "select='gte(n,1)',",
        first ? segment.start() : segment.second(),
        plan.rate(),
        segment.squarePixels() ? "" : "scale=w=trunc(iw*sar/2)*2:h=ih,setsar=1,",
        cover(segment),
        wanted.width(),
        wanted.height(),
        number);
  }

  /** Large enough to cover the whole frame; colours as BT.709, which is what players assume. */
  private String cover(Segment segment) {
    boolean told =
        !segment.colours().equals("unknown")
            && !segment.colours().equals("reserved")
            && !segment.colours().equals("gbr");
    return String.format(
        Locale.ROOT,
        "scale=w=%d:h=%d:force_original_aspect_ratio=increase:flags=lanczos"
            + ":in_color_matrix=%s:out_color_matrix=bt709:out_range=tv",
        plan.wanted().width(),
        plan.wanted().height(),
        told ? "auto" : "bt709");
  }

  private void sound() {
    String before = "";
    for (int i = 0; i < plan.segments().size(); i++) {
      chains.add(sound(i));
      if (i > 0) {
        Segment segment = plan.segments().get(i);
        chains.add(
            String.format(
                Locale.ROOT,
                "%s[a%d]acrossfade=d=%.6f:c1=tri:c2=tri[x%d]",
                before,
                i,
                segment.second() - segment.start(),
                i));
      }
      before = i == 0 ? "[a0]" : "[x" + i + "]";
    }
    double length = plan.frames() / plan.pace().value();
    chains.add(
        String.format(
            Locale.ROOT,
            "%s%sapad=whole_dur=%.6f,atrim=end=%.6f[sound]",
            before,
            pace(),
            length,
            length));
  }

  /** Slows the sound down by as much as the pictures, as a tape would. */
  private String pace() {
    if (plan.pace().equals(plan.rate())) {
      return "";
    }
    long samples = Math.round(SAMPLE_RATE * plan.pace().value() / plan.rate().value());
    return String.format(
        Locale.ROOT, "asetrate=%d,aresample=%d,asetpts=N/SR/TB,", samples, SAMPLE_RATE);
  }

  /** The sound of one segment, exactly as long as its pictures, silent where it has none. */
  private String sound(int number) {
    Segment segment = plan.segments().get(number);
    double length = segment.seconds();
    return segment
        .sound()
        .map(track ->
            String.format(
                Locale.ROOT,
                "[%d:%d]asetpts=PTS-%.6f/TB,aresample=%d:async=1:first_pts=0,%s,"
                    + "apad=whole_dur=%.6f,atrim=end=%.6f[a%d]",
                number,
                track.track(),
                segment.start(),
                SAMPLE_RATE,
                SOUND_FORMAT,
                length,
                length,
                number))
        .orElseGet(() ->
            String.format(
                Locale.ROOT,
                "anullsrc=r=%d:cl=stereo,%s,atrim=end=%.6f[a%d]",
                SAMPLE_RATE,
                SOUND_FORMAT,
                length,
                number));
  }
}
