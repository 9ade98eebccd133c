package dev.afterglow.media.finishing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of ffmpeg and ffprobe. */
final class Commands {
  /** Readers, decoders and protocols that engines' films need; everything else stays shut. */
  private static final List<String> STRICT =
      List.of(
          "-protocol_whitelist",
          "file",
          "-format_whitelist",
          "mov,matroska,avi",
          "-codec_whitelist",
          "h264,hevc,vp8,vp9,av1,libaom-av1,mpeg4,mjpeg,ffv1,png,"
              + "aac,mp3,mp3float,opus,libopus,vorbis,flac,pcm_s16le,pcm_s24le,pcm_f32le",
          "-max_streams",
          "8");

  /** As {@code FilmWriter} does it. */
  private static final List<String> H264 =
      List.of(
          "-c:v", "libopenh264",
          "-profile:v", "high",
          "-coder", "cabac",
          "-slices", "3",
          "-threads:v", "2",
          "-rc_mode", "bitrate",
          "-allow_skip_frames", "0",
          "-qmax", "26",
          "-bf", "0",
          "-g", "250");

  private static final List<String> AAC = List.of("-c:a", "aac", "-b:a", "128k");

  private static final List<String> BARE_MP4 =
      List.of(
          "-map_metadata", "-1",
          "-map_chapters", "-1",
          "-fflags", "+bitexact",
          "-flags:v", "+bitexact",
          "-flags:a", "+bitexact",
          "-movflags", "+faststart",
          "-write_tmcd", "0",
          "-f", "mp4");

  /** Before the number, from 0, of each picture that has been encoded. */
  static final String FRAME = "frame=";

  private static final double BITS_PER_PIXEL = 0.22;
  private static final long MOST_ALLOCATION = 512L << 20;

  private final FfmpegProgram program;
  private final FinishingLimits limits;

  Commands(FfmpegProgram program, FinishingLimits limits) {
    this.program = program;
    this.limits = limits;
  }

  /** Says that ffmpeg starts here at all. */
  List<String> version() {
    return List.of(program.ffmpeg().toString(), "-hide_banner", "-version");
  }

  /** Measures a film without decoding more than ffprobe needs to know its tracks. */
  List<String> probe(Path film, Container container) {
    List<String> command = new ArrayList<>(List.of(program.ffprobe().toString()));
    command.addAll(List.of("-hide_banner", "-v", "error"));
    input(command, container);
    command.addAll(List.of("-show_entries", Probe.ENTRIES, "-of", "flat=s=_"));
    command.add(file(film));
    return command;
  }

  /** Makes film, thumbnail and spritesheet in one pass; for a film that is kept, the stills. */
  List<String> finish(Plan.Possible plan, Path target) {
    List<String> command = ffmpeg();
    for (Segment segment : plan.segments()) {
      input(command, segment.container());
      command.addAll(List.of("-i", file(segment.file())));
    }
    Segment first = plan.segments().getFirst();
    command.add("-filter_complex");
    switch (plan.treatment()) {
      case ENCODED -> {
        command.add(new FilterGraph(plan).text());
        encoded(command, plan);
        command.add(file(target));
      }
      case REMUXED -> {
        command.add(stills(first));
        remuxed(command, first);
        command.add(file(target));
      }
      case KEPT -> command.add(stills(first));
    }
    still(command, "[thumbnail]", List.of("-c:v", "libwebp", "-quality", "80", "-f", "webp"));
    command.add(file(Stills.thumbnail(target)));
    still(command, "[spritesheet]", List.of("-c:v", "mjpeg", "-q:v", "4", "-f", "mjpeg"));
    command.add(file(Stills.spritesheet(target)));
    return command;
  }

  /** Writes the last picture as PNG; of several that may be the last, each replaces the former. */
  List<String> lastFrame(Segment film, Path target) {
    List<String> command = ffmpeg();
    input(command, film.container());
    command.addAll(List.of("-i", file(film.file())));
    int from = Math.max(0, film.frames() - 3);
    command.addAll(
        List.of(
            "-filter_complex",
            "[0:" + film.track() + "]select='gte(n," + from + ")',format=rgb24[last]",
            "-map",
            "[last]",
            "-fps_mode",
            "passthrough",
            "-map_metadata",
            "-1",
            "-c:v",
            "png",
            "-f",
            "image2",
            "-update",
            "1"));
    command.add(file(target));
    return command;
  }

  private List<String> ffmpeg() {
    List<String> command = new ArrayList<>(List.of(program.ffmpeg().toString()));
    command.addAll(List.of("-hide_banner", "-nostdin", "-y", "-v", "error", "-nostats"));
    command.addAll(List.of("-max_alloc", Long.toString(MOST_ALLOCATION)));
    command.addAll(List.of("-filter_complex_threads", "1", "-copyts"));
    return command;
  }

  private void input(List<String> command, Container container) {
    command.addAll(STRICT);
    command.addAll(List.of("-max_pixels", Integer.toString(limits.mostPixels())));
    command.addAll(List.of("-threads", "2", "-f", container.demuxer()));
  }

  private void encoded(List<String> command, Plan.Possible plan) {
    command.addAll(List.of("-map", "[film]"));
    TargetFormat wanted = plan.wanted();
    long bits = Math.round(BITS_PER_PIXEL * wanted.width() * wanted.height() * plan.pace().value());
    command.addAll(H264);
    // ffmpeg's -progress keeps silent until every output has begun, and the sheet begins last
    command.addAll(List.of("-stats_enc_post:v", "pipe:1", "-stats_enc_post_fmt:v", FRAME + "{n}"));
    command.addAll(List.of("-b:v", Long.toString(bits), "-r", plan.pace().toString()));
    if (FilterGraph.sounding(plan)) {
      command.addAll(List.of("-map", "[sound]"));
      command.addAll(AAC);
    }
    bare(command);
  }

  private void remuxed(List<String> command, Segment film) {
    command.addAll(List.of("-map", "0:" + film.track()));
    film.sound().ifPresent(track -> command.addAll(List.of("-map", "0:" + track.track())));
    command.addAll(List.of("-c", "copy"));
    bare(command);
  }

  private void bare(List<String> command) {
    command.addAll(List.of("-fs", Long.toString(limits.outputBytes())));
    command.addAll(BARE_MP4);
  }

  private static String stills(Segment film) {
    return Stills.filters(
        "[0:" + film.track() + "]", "", film.frames(), film.height() > film.width());
  }

  private static void still(List<String> command, String label, List<String> encoder) {
    command.addAll(List.of("-map", label, "-frames:v", "1", "-fps_mode", "passthrough"));
    command.addAll(List.of("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"));
    command.addAll(encoder);
  }

  /** Named as a file, so that no name is read as an option or as another protocol. */
  private static String file(Path path) {
    return "file:" + path.toAbsolutePath();
  }
}
