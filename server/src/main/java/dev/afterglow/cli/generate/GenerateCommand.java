package dev.afterglow.cli.generate;

import dev.afterglow.cli.LocalServer;
import dev.afterglow.cli.terminal.ExitCode;
import dev.afterglow.cli.terminal.ProgramTexts;
import dev.afterglow.cli.terminal.ShellWords;
import dev.afterglow.cli.terminal.StartRefused;
import dev.afterglow.cli.terminal.Terminal;
import dev.afterglow.client.FilmClient;
import dev.afterglow.text.Language;
import dev.afterglow.text.Texts;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes one film: with a server of its own in this process, or with one that runs elsewhere. */
@Command(name = "generate")
public final class GenerateCommand implements Callable<Integer> {
  private static final Duration NEAR = Duration.ofMillis(300);
  private static final Duration FAR = Duration.ofSeconds(2);

  /** The message key that names the folder and not the file. */
  private static final String NO_FOLDER = "generate.folder";

  private final OwnServer ownServer;
  private final Terminal terminal;
  private final Habits habits;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  @Mixin private GenerateOptions options = new GenerateOptions();

  /**
   * What holds for options that are not given.
   *
   * @param key the API key for {@code --server}
   * @param launcher what the user calls this program by
   */
  public record Habits(Language language, Optional<String> key, String launcher) {}

  public GenerateCommand(
      OwnServer ownServer,
      Terminal terminal,
      Habits habits,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.ownServer = ownServer;
    this.terminal = terminal;
    this.habits = habits;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  @Override
  public Integer call() throws InterruptedException {
    Texts texts = ProgramTexts.in(language());
    Optional<String> fault = fault(texts);
    if (fault.isPresent()) {
      terminal.complain(fault.get());
      return ExitCode.USAGE;
    }
    try {
      return options.server().isPresent() ? elsewhere(texts) : here(texts);
    } catch (StartRefused e) {
      e.lines().forEach(terminal::complain);
      return ExitCode.USAGE;
    }
  }

  private Language language() {
    return options.knownLanguage().orElse(habits.language());
  }

  private Optional<String> key() {
    return options.key().or(habits::key);
  }

  /** What makes a start useless, found before anything is begun. */
  private Optional<String> fault(Texts texts) {
    Optional<String> wrong = options.fault();
    if (wrong.isPresent()) {
      return wrong.map(texts::text);
    }
    Path output = options.output().orElse(Path.of("TASK_ID.mp4"));
    Optional<String> useless = uselessOutput(output);
    if (useless.isPresent()) {
      return useless.map(key -> texts.text(key, key.equals(NO_FOLDER) ? folder(output) : output));
    }
    if (options.imageFile().filter(file -> !Files.isRegularFile(file)).isPresent()) {
      return Optional.of(texts.text("generate.image.missing", options.image().orElseThrow()));
    }
    return options.server().isPresent() && key().isEmpty()
        ? Optional.of(texts.text("generate.keyless"))
        : Optional.empty();
  }

  /** The message key that says why no film can be saved there. */
  private static Optional<String> uselessOutput(Path file) {
    if (!Files.isDirectory(folder(file))) {
      return Optional.of(NO_FOLDER);
    }
    if (Files.isDirectory(file)) {
      return Optional.of("generate.output.folder");
    }
    // A film takes its file's place when it is whole; of a device or a pipe that leaves nothing.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return Optional.of("generate.output.special");
    }
    return Files.isWritable(folder(file))
        ? Optional.empty()
        : Optional.of("generate.output.denied");
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  private int elsewhere(Texts texts) throws InterruptedException {
    String address = options.server().orElseThrow().replaceAll("/+$", "");
    try (FilmClient client =
        new FilmClient(URI.create(address), key().orElseThrow(), language().code())) {
      return interruptible(
          generation(client, texts, FAR),
          id -> texts.text("generate.elsewhere", resumption(id, "--server", address)),
          () -> {});
    }
  }

  private int here(Texts texts) throws StartRefused, InterruptedException {
    try (LocalServer server = ownServer.start(options.config(), options.data(), language());
        FilmClient client = new FilmClient(server.address(), server.token(), language().code())) {
      return interruptible(
          generation(client, texts, NEAR),
          id -> {
            String data = server.data().toString();
            return texts.text("generate.stopped", resumption(id, "--data", data), data);
          },
          server::close);
    }
  }

  /** The command that goes on with a task and saves the film where this one would have. */
  private String resumption(String id, String place, String where) {
    Stream<String> words = Stream.of(habits.launcher(), "generate", "--task", id, place, where);
    Stream<String> output = options.output().stream().flatMap(file -> Stream.of("-o", "" + file));
    return ShellWords.line(Stream.concat(words, output));
  }

  private Generation generation(FilmClient client, Texts texts, Duration pause) {
    Follower follower = new Follower(client, texts, nanoTime, pause);
    return new Generation(client, follower, options, terminal, texts, nanoTime, random);
  }

  /** Runs, and on Ctrl-C says what becomes of the unfinished task, then lets go. */
  private int interruptible(Generation generation, UnaryOperator<String> farewell, Runnable letGo)
      throws InterruptedException {
    Thread onInterrupt =
        new Thread(() -> {
          generation.unfinished().map(farewell).ifPresent(terminal::interrupt);
          letGo.run();
        });
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    int code = generation.run();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException _) {
      onInterrupt.join(); // the process is ending already
    }
    return code;
  }
}
