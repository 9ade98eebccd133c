package dev.afterglow.media.finishing;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.afterglow.media.finishing.ChildProcesses.End;
import dev.afterglow.media.finishing.FilmFacts.Treatment;
import dev.afterglow.media.finishing.FinishOutcome.Finished;
import dev.afterglow.media.finishing.Unfinished.Again;
import dev.afterglow.media.finishing.Unfinished.Unusable;
import dev.afterglow.media.headers.FilmHeader;
import dev.afterglow.media.headers.Mp4Boxes;
import dev.afterglow.media.headers.Mp4Extras;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Makes ordered films of what engines delivered: MP4 (fragmented or not), WebM and AVI, told by
 * their bytes. Trims, scales and crops to cover the frame, joins segments; H.264 and AAC, index
 * first, no metadata. A film that fits already keeps its bytes. A film without sound stays without.
 *
 * <p>For any number of threads; each call blocks its own until the film is there. A thread that is
 * interrupted, and {@link #close}, kill the child process and leave no file.
 */
public final class FilmFinisher implements AutoCloseable {
  /** Ten that one engine makes, and a film before them. */
  private static final int MOST_SEGMENTS = 11;

  private static final long PROBE_BYTES = 8L << 20;
  private static final long PROGRESS_BYTES = 1L << 20;
  private static final long MOST_PICTURE_BYTES = 64L << 20;

  private final FfmpegProgram program;
  private final FinishingLimits limits;
  private final Commands commands;
  private final ChildProcesses children;
  private final Semaphore turns;

  public FilmFinisher(FfmpegProgram program, FinishingLimits limits) {
    this.program = program;
    this.limits = limits;
    this.commands = new Commands(program, limits);
    this.children = new ChildProcesses(limits);
    this.turns = new Semaphore(limits.children(), true);
  }

  /** Why films cannot be finished on this machine, for a start or a doctor; empty if they can. */
  public Optional<String> fault() throws InterruptedException {
    try {
      Path folder = folderOf(program.ffmpeg());
      End end =
          children.run(
              commands.version(), program.environment(), folder, PROGRESS_BYTES, line -> {});
      return Optional.of(end).filter(e -> !succeeded(e)).map(Endings::reason);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes one film, its thumbnail and its spritesheet.
   *
   * @param segments what engines made, in order; each after the first began with the last picture
   *     of the one before. They stay as they are.
   * @param target where the film is written; the stills go beside it. What is there is replaced.
   * @throws IllegalArgumentException if there are no segments, or more than 11
   * @throws InterruptedException if this thread is interrupted; no file is left then
   */
  public FinishOutcome finish(
      List<Path> segments, TargetFormat wanted, Path target, ProgressListener progress)
      throws InterruptedException {
    if (segments.isEmpty() || segments.size() > MOST_SEGMENTS) {
      throw new IllegalArgumentException("segments: " + segments.size() + " (expected: 1 to 11)");
    }
    turns.acquire();
    boolean whole = false;
    try {
      FinishOutcome outcome = make(segments, wanted, target, progress);
      whole = outcome instanceof Finished;
      return outcome;
    } catch (IOException e) {
      return new Again("the disk: " + e);
    } finally {
      if (!whole) {
        discard(target);
        discard(Stills.thumbnail(target));
        discard(Stills.spritesheet(target));
      }
      turns.release();
    }
  }

  /**
   * The last picture of a film, as PNG in the film's own size: where the next segment starts.
   *
   * @throws InterruptedException if this thread is interrupted; no file is left then
   */
  public LastFrame lastFrame(Path film) throws InterruptedException {
    turns.acquire();
    Path picture = film.resolveSibling(film.getFileName() + ".last.png");
    try {
      return switch (measure(film)) {
        case Measured.Bad(Unfinished why) -> why;
        case Measured.Good(Segment segment) -> {
          End end = run(commands.lastFrame(segment, picture), picture, PROGRESS_BYTES, line -> {});
          if (!succeeded(end)) {
            yield Endings.unfinished(end);
          }
          boolean there = Files.exists(picture) && Files.size(picture) <= MOST_PICTURE_BYTES;
          yield there
              ? new LastFrame.Frame(Files.readAllBytes(picture))
              : new Unusable("no last picture");
        }
      };
    } catch (IOException e) {
      return new Again("the disk: " + e);
    } finally {
      discard(picture);
      turns.release();
    }
  }

  /** Kills all children; what is asked for from now on ends as {@code Again}. */
  @Override
  public void close() {
    children.close();
  }

  private FinishOutcome make(
      List<Path> files, TargetFormat wanted, Path target, ProgressListener progress)
      throws IOException, InterruptedException {
    List<Segment> segments = new ArrayList<>();
    for (Path file : files) {
      switch (measure(file)) {
        case Measured.Bad(Unfinished why) -> {
          return why;
        }
        case Measured.Good(Segment segment) -> segments.add(segment);
      }
    }
    boolean bare = segments.size() == 1 && bare(segments.getFirst(), wanted.ownMetadata());
    return switch (Plan.of(segments, wanted, bare)) {
      case Plan.Impossible(String reason) -> new Unusable(reason);
      case Plan.Possible plan -> make(plan, target, progress);
    };
  }

  private FinishOutcome make(Plan.Possible plan, Path target, ProgressListener progress)
      throws IOException, InterruptedException {
    Files.deleteIfExists(target);
    Percent percent = new Percent(plan.frames(), progress);
    End end = run(commands.finish(plan, target), target, PROGRESS_BYTES, percent);
    if (!succeeded(end)) {
      return Endings.unfinished(end);
    }
    Segment first = plan.segments().getFirst();
    if (plan.treatment() == Treatment.KEPT) {
      copy(first.file(), target);
    }
    Path thumbnail = Stills.thumbnail(target);
    Path spritesheet = Stills.spritesheet(target);
    if (!Files.exists(target) || empty(thumbnail) || empty(spritesheet)) {
      return new Unusable("its pictures cannot be decoded");
    }
    if (plan.treatment() == Treatment.KEPT) {
      return checked(plan, first, thumbnail, spritesheet); // the same bytes, measured already
    }
    return switch (measure(target)) {
      case Measured.Bad(Unfinished why) -> why;
      case Measured.Good(Segment film) -> checked(plan, film, thumbnail, spritesheet);
    };
  }

  private static FinishOutcome checked(
      Plan.Possible plan, Segment film, Path thumbnail, Path spritesheet) {
    if (film.frames() != plan.frames()) {
      return new Unusable(
          String.format(
              Locale.ROOT, "only %d of %d pictures can be made", film.frames(), plan.frames()));
    }
    FilmFacts facts =
        new FilmFacts(
            film.width(),
            film.height(),
            Math.round(film.frames() / plan.pace().value() * 1000),
            film.frames(),
            plan.pace().rounded(),
            film.sound().isPresent(),
            plan.segments().size(),
            plan.upscale(),
            plan.treatment());
    return new Finished(facts, thumbnail, spritesheet);
  }

  /** What reading one film came to. */
  private sealed interface Measured {
    record Good(Segment segment) implements Measured {}

    record Bad(Unfinished why) implements Measured {}
  }

  private Measured measure(Path film) throws IOException, InterruptedException {
    Optional<Container> container = Container.of(film);
    if (container.isEmpty()) {
      return new Measured.Bad(new Unusable("neither MP4 nor WebM nor AVI"));
    }
    if (container.get() == Container.MP4 && !whole(film)) {
      return new Measured.Bad(new Unusable("it ends within a box"));
    }
    Probe probe = new Probe();
    End end = run(commands.probe(film, container.get()), film, PROBE_BYTES, probe::line);
    if (!succeeded(end)) {
      return new Measured.Bad(Endings.unfinished(end));
    }
    Optional<Segment> segment = probe.segment(film, container.get());
    if (segment.isEmpty()) {
      return new Measured.Bad(new Unusable("no moving pictures"));
    }
    if (segment.get().seconds() > limits.mostSeconds()) {
      return new Measured.Bad(new Unusable("longer than " + limits.mostSeconds() + " s"));
    }
    return new Measured.Good(segment.get());
  }

  private static boolean whole(Path film) throws IOException {
    try (FileChannel file = FileChannel.open(film, StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      return Mp4Boxes.whole(file);
    }
  }

  private static boolean bare(Segment film, boolean ownMetadata) throws IOException {
    if (film.container() != Container.MP4 || (film.extras() && !ownMetadata)) {
      return false;
    }
    try (FileChannel file =
        FileChannel.open(film.file(), StandardOpenOption.READ, NOFOLLOW_LINKS)) {
      return FilmHeader.read(file) instanceof FilmHeader.Reading.Film(FilmHeader header)
          && header.indexFirst()
          && !Mp4Extras.in(file, ownMetadata);
    }
  }

  private End run(List<String> command, Path beside, long outputBytes, Consumer<String> line)
      throws IOException, InterruptedException {
    Path folder = folderOf(beside);
    return children.run(command, program.environment(), folder, outputBytes, line);
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
  }

  private static boolean succeeded(End end) {
    return end instanceof End.Exited(int code, String _) && code == 0;
  }

  /** Another name for the same bytes where the file system can, a copy where it cannot. */
  private static void copy(Path film, Path target) throws IOException {
    try {
      Files.createLink(target, film);
    } catch (UnsupportedOperationException | IOException _) {
      Files.copy(film, target);
    }
  }

  private static boolean empty(Path file) throws IOException {
    return !Files.exists(file) || Files.size(file) == 0;
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      System.getLogger(FilmFinisher.class.getName())
          .log(System.Logger.Level.WARNING, file.getFileName() + " stays for now", e);
    }
  }

  /** Turns the numbers of encoded pictures into percents, each told once. */
  private static final class Percent implements Consumer<String> {
    private final int frames;
    private final ProgressListener listener;
    private int told = -1;

    Percent(int frames, ProgressListener listener) {
      this.frames = frames;
      this.listener = listener;
    }

    @Override
    public void accept(String line) {
      if (!line.startsWith(Commands.FRAME)) {
        return;
      }
      try {
        int done = Integer.parseInt(line.substring(Commands.FRAME.length()).strip());
        int percent = Math.clamp(100L * done / frames, 0, 99);
        if (percent > told) {
          told = percent;
          listener.percent(percent);
        }
      } catch (NumberFormatException _) {
        // a report in another form says nothing about the film
      }
    }
  }

  /** How many children are at work, for tests. */
  int running() {
    return children.running();
  }
}
