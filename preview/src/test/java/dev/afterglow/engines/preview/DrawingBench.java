package dev.afterglow.engines.preview;

import com.sun.management.OperatingSystemMXBean;
import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.prompt.SceneReader;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.media.FilmFormat;
import dev.afterglow.media.FilmWriter;
import dev.afterglow.media.YuvPicture;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Frames per second of whole films, drawn and encoded, against encoding the same number of frames
 * that are ready: the limit. Processor time is given too, which a busy machine bends less, and how
 * much the process grows by its first film (on Linux): heap, native memory and libraries.
 *
 * <p>Arguments: width, height, then prompts; without prompts one of each place.
 */
final class DrawingBench {
  private static final int SECONDS = 4;
  private static final int RATE = PreviewFilm.FRAMES_PER_SECOND;
  private static final int FRAMES = SECONDS * RATE;
  private static final int READY = RATE;

  private static final List<String> PROMPTS =
      List.of(
          "瀑布倾泻而下形成彩虹",
          "a river winding through a valley",
          "a mountain lake at sunset",
          "waves on the open ocean",
          "a beach at dawn",
          "snowy mountains",
          "a misty forest in autumn",
          "desert dunes",
          "a meadow full of flowers",
          "a city skyline at night with traffic",
          "above a sea of clouds at sunrise",
          "fish under water",
          "planets in space",
          "a campfire at night",
          "aurora and stars over dark land",
          "flowing abstract light",
          "a thunderstorm over a lake",
          "heavy snow in a forest",
          "fireworks over the city");

  private final Crew crew = new Crew(Runtime.getRuntime().availableProcessors());
  private final int width;
  private final int height;
  private final Path folder;

  private DrawingBench(int width, int height, Path folder) {
    this.width = width;
    this.height = height;
    this.folder = folder;
  }

  /** Runs the bench. */
  public static void main(String[] args) throws Exception {
    int width = args.length > 0 ? Integer.parseInt(args[0]) : 1280;
    int height = args.length > 1 ? Integer.parseInt(args[1]) : 720;
    List<String> prompts = args.length > 2 ? List.of(args).subList(2, args.length) : PROMPTS;
    Path folder = Files.createTempDirectory("drawing-bench");
    DrawingBench bench = new DrawingBench(width, height, folder);
    long before = residentMegabytes("VmRSS");
    bench.film(scene(prompts.getFirst())); // warm, and the one film whose memory is not mixed
    long most = residentMegabytes("VmHWM");
    System.out.printf(
        "memory: %d MB before the first film, %d MB at most with it: %d MB more%n",
        before, most, most - before);
    System.out.println("prepare s | film fps | encode fps | ratio | film core-ms/frame | prompt");
    for (String prompt : prompts) {
      bench.measure(prompt);
    }
    bench.crew.close();
    Files.delete(folder);
  }

  private static Scene scene(String prompt) {
    return SceneReader.read(prompt, 1);
  }

  private void measure(String prompt) throws IOException, InterruptedException {
    Scene scene = scene(prompt);
    long start = System.nanoTime();
    Studio studio = Studio.prepare(scene, new Space(width, height), FRAMES, RATE, false, crew);
    double prepare = (System.nanoTime() - start) / 1e9;
    double limit = encode(studio);
    long before = processorNanos();
    double film = film(scene);
    double cost = (processorNanos() - before) / 1e6 / FRAMES;
    System.out.printf(
        "%9.2f | %8.1f | %10.1f | %5.2f | %18.1f | %s (%s)%n",
        prepare, film, limit, film / limit, cost, prompt, scene.place());
  }

  /** Frames per second of a film from its scene to its file. */
  private double film(Scene scene) throws IOException, InterruptedException {
    Path file = folder.resolve("film.mp4");
    long start = System.nanoTime();
    new PreviewFilm(scene, new Space(width, height), SECONDS, false, Optional.empty())
        .write(file, crew, (_, _) -> {});
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(file);
    return FRAMES / seconds;
  }

  /** Frames per second of encoding alone, going back and forth over a second of ready pictures. */
  private double encode(Studio studio) throws IOException, InterruptedException {
    List<YuvPicture> ready = new ArrayList<>();
    for (int i = 0; i < READY; i++) {
      YuvPicture picture = new YuvPicture(width, height);
      studio.draw(i, picture);
      ready.add(picture);
    }
    Path file = folder.resolve("encoded.mp4");
    FilmFormat format = new FilmFormat(width, height, RATE, FRAMES, "bench", "bench");
    float[] silence = new float[format.samplesPerFrame()];
    long start = System.nanoTime();
    try (FilmWriter writer = FilmWriter.create(file, format)) {
      for (int i = 0; i < FRAMES; i++) {
        int turn = i % (2 * READY - 2);
        writer.picture(ready.get(Math.min(turn, 2 * READY - 2 - turn)));
        writer.sound(silence, silence, silence.length);
      }
      writer.finish();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(file);
    return FRAMES / seconds;
  }

  /** A line of what Linux says of this process's memory in use. */
  private static long residentMegabytes(String line) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(text -> text.startsWith(line))
        .mapToLong(text -> Long.parseLong(text.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
