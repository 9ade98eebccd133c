package dev.afterglow;

import dev.afterglow.media.finishing.FfmpegProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Small films for tests, made in a folder by the bundled ffmpeg. */
final class SampleFilms {
  /** Pictures a second. */
  static final int RATE = 12;

  private final Path folder;

  SampleFilms(Path folder) {
    this.folder = folder;
  }

  /** A film of a size such as {@code 1280x720}. */
  byte[] film(String size, int seconds) throws IOException, InterruptedException {
    return encoded(
        "testsrc2=size=" + size + ":rate=" + RATE + ":duration=" + seconds,
        size + "-" + seconds + ".mp4");
  }

  /** So many pictures of one long scene, from one of them on. */
  byte[] scene(int from, int pictures) throws IOException, InterruptedException {
    return encoded(
        "testsrc2=size=1280x720:rate="
            + RATE
            + ":duration=40,trim=start_frame="
            + from
            + ":end_frame="
            + (from + pictures)
            + ",setpts=PTS-STARTPTS",
        "scene-" + from + ".mp4");
  }

  private byte[] encoded(String source, String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    run(
        List.of("-f", "lavfi", "-i", source),
        List.of("-c:v", "libopenh264", "-b:v", "2M", "-pix_fmt", "yuv420p"),
        List.of("-movflags", "+faststart"),
        file);
    return Files.readAllBytes(file);
  }

  /** Runs ffmpeg, which writes this file. */
  static void run(List<String> input, List<String> coding, List<String> output, Path file)
      throws IOException, InterruptedException {
    FfmpegProgram program = FfmpegProgram.bundled();
    List<String> command =
        new ArrayList<>(List.of(program.ffmpeg().toString(), "-v", "error", "-nostdin", "-y"));
    command.addAll(input);
    command.addAll(coding);
    command.addAll(output);
    command.add(file.toString());
    ProcessBuilder ffmpeg = new ProcessBuilder(command);
    ffmpeg.environment().putAll(program.environment());
    Process process = ffmpeg.inheritIO().start();
    if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("no film: " + command);
    }
  }
}
