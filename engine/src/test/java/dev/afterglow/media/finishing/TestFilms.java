package dev.afterglow.media.finishing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Real films, made by ffmpeg's own test sources, and what can be read back from films. */
final class TestFilms {
  /** Small pictures are enough to tell one of the test source's pictures from the next. */
  static final int GRAY_WIDTH = 80;

  static final int GRAY_HEIGHT = 48;
  static final int SAMPLE_RATE = 8_000;

  private final Path folder;
  private final FfmpegProgram program;

  TestFilms(Path folder) throws IOException {
    this.folder = folder;
    this.program = FfmpegProgram.bundled();
  }

  /** H.264 and AAC, index first, nothing else in the file. */
  Path mp4(String name, String pictures, String sound, String... more) throws Exception {
    List<String> options = new ArrayList<>(sources(pictures, sound));
    options.addAll(List.of("-c:v", "libopenh264", "-b:v", "2M", "-bf", "0"));
    options.addAll(List.of("-pix_fmt", "yuv420p", "-c:a", "aac"));
    options.addAll(List.of("-fflags", "+bitexact", "-movflags", "+faststart"));
    options.addAll(List.of(more));
    return film(name + ".mp4", options);
  }

  Path film(String name, String pictures, String sound, String... more) throws Exception {
    List<String> options = new ArrayList<>(sources(pictures, sound));
    options.addAll(List.of(more));
    return film(name, options);
  }

  private static List<String> sources(String pictures, String sound) {
    List<String> options = new ArrayList<>(List.of("-f", "lavfi", "-i", pictures));
    if (!sound.isEmpty()) {
      options.addAll(List.of("-f", "lavfi", "-i", sound));
    }
    return options;
  }

  private Path film(String name, List<String> options) throws Exception {
    Path file = folder.resolve(name);
    List<String> arguments = new ArrayList<>(options);
    arguments.add("file:" + file);
    run(arguments);
    return file;
  }

  /** Every picture of a film, small and grey. */
  List<byte[]> pictures(Path film) throws Exception {
    Path raw = folder.resolve("pictures.raw");
    run(
        List.of(
            "-i",
            film.toString(),
            "-map",
            "0:v:0",
            "-fps_mode",
            "passthrough",
            "-vf",
            "scale=" + GRAY_WIDTH + ":" + GRAY_HEIGHT,
            "-pix_fmt",
            "gray",
            "-f",
            "rawvideo",
            "file:" + raw));
    byte[] all = Files.readAllBytes(raw);
    int size = GRAY_WIDTH * GRAY_HEIGHT;
    List<byte[]> pictures = new ArrayList<>();
    for (int at = 0; at + size <= all.length; at += size) {
      pictures.add(java.util.Arrays.copyOfRange(all, at, at + size));
    }
    return pictures;
  }

  /** When each picture of a film shows, in seconds, as its file says. */
  List<Double> times(Path film) throws Exception {
    Path text = folder.resolve("times.txt");
    run(
        List.of(
            "-i",
            film.toString(),
            "-map",
            "0:v:0",
            "-c",
            "copy",
            "-f",
            "framecrc",
            "file:" + text));
    List<Double> times = new ArrayList<>();
    double tick = 0;
    for (String line : Files.readAllLines(text)) {
      if (line.startsWith("#tb 0: ")) {
        String[] fraction = line.substring(7).split("/", -1);
        tick = Double.parseDouble(fraction[0]) / Long.parseLong(fraction[1]);
      } else if (!line.startsWith("#")) {
        times.add(tick * Long.parseLong(line.split(",", -1)[2].strip()));
      }
    }
    return times;
  }

  /** The sound of a film in one channel, 16 bits, {@link #SAMPLE_RATE}. */
  short[] sound(Path film) throws Exception {
    Path raw = folder.resolve("sound.raw");
    run(
        List.of(
            "-i",
            film.toString(),
            "-map",
            "0:a:0",
            "-ac",
            "1",
            "-ar",
            Integer.toString(SAMPLE_RATE),
            "-f",
            "s16le",
            "file:" + raw));
    byte[] all = Files.readAllBytes(raw);
    short[] samples = new short[all.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (all[2 * i] & 0xFF | all[2 * i + 1] << 8);
    }
    return samples;
  }

  /** The mean difference of two pictures, in steps of grey. */
  static double difference(byte[] a, byte[] b) {
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
    }
    return (double) sum / a.length;
  }

  private void run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.ffmpeg().toString()));
    command.addAll(List.of("-hide_banner", "-nostdin", "-y", "-v", "error"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("test-films.log").toFile());
    builder.environment().putAll(program.environment());
    Process process = builder.start();
    process.waitFor(2, TimeUnit.MINUTES);
    String said = Files.readString(folder.resolve("test-films.log"));
    assertEquals(0, process.exitValue(), () -> command + "\n" + said);
  }
}
