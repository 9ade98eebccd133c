package dev.afterglow.adapters;

import dev.afterglow.config.EngineSettings;
import dev.afterglow.config.EngineType;
import dev.afterglow.config.Environment;
import dev.afterglow.config.ModelSettings;
import dev.afterglow.config.Settings;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.preview.PreviewEngine;
import dev.afterglow.files.DataDirectory;
import dev.afterglow.lifecycle.Closer;
import dev.afterglow.net.OutboundPolicy;
import dev.afterglow.net.SystemResolver;
import dev.afterglow.routing.Candidate;
import dev.afterglow.routing.Router;
import dev.afterglow.tasks.run.EngineTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every engine that the operator wrote down, and the one that is built in.
 *
 * @param all in the order of the file, the built-in one first
 */
public record Engines(List<Engine> all, Settings settings, Closer opened) implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Engines.class.getName());

  /**
   * Opens all of them. No connection is opened before the first job.
   *
   * @throws EnginesRefused if any cannot be opened as it is written down, with all that cannot
   */
  public static Engines open(Settings settings, DataDirectory data, Environment around)
      throws IOException {
    Closer opened = new Closer();
    try {
      PreviewEngine preview =
          opened.add(
              PreviewEngine.open(
                  ModelSettings.PREVIEW,
                  data.preview(),
                  settings.preview().concurrency(),
                  settings.preview().caption()));
      List<Engine> others =
          opened(settings.engines(), films(settings), data::engine, around, opened);
      return new Engines(
          Stream.concat(Stream.of(preview), others.stream()).toList(), settings, opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Reads everything that the engines of these settings need, and opens and keeps nothing.
   *
   * @throws EnginesRefused if any cannot be opened as it is written down, with all that cannot
   */
  public static void check(Settings settings, Environment around) throws IOException {
    trial(settings, around).close();
  }

  /**
   * Opens all of them away from the data directory, for a command that looks at them beside a
   * server. What they keep is deleted when they are closed.
   *
   * @throws EnginesRefused if any cannot be opened as it is written down, with all that cannot
   */
  public static Engines trial(Settings settings, Environment around) throws IOException {
    Path nowhere = Files.createTempDirectory("afterglow-engines");
    Closer opened = new Closer();
    opened.add(() -> deleted(nowhere));
    try {
      PreviewEngine preview =
          opened.add(PreviewEngine.open(ModelSettings.PREVIEW, nowhere, 1, false));
      List<Engine> others =
          opened(settings.engines(), films(settings), nowhere::resolve, around, opened);
      return new Engines(
          Stream.concat(Stream.of(preview), others.stream()).toList(), settings, opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static void deleted(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Those that are somewhere else and can be asked. */
  public List<Engine> remote() {
    return all.stream()
        .filter(engine ->
            settings.engines().stream()
                .anyMatch(
                    one -> one.name().equals(engine.name()) && one.type() != EngineType.COMMAND))
        .toList();
  }

  /** Everything that is wrong with these engines; nothing is kept of those that are sound. */
  public static List<EnginesRefused.Problem> problems(
      List<EngineSettings> written, Environment around) {
    OutboundPolicy none = new OutboundPolicy(List.of(), Set.of());
    Closer opened = new Closer();
    try {
      Path nowhere = Files.createTempDirectory("afterglow-engines");
      opened.add(() -> deleted(nowhere));
      opened(written, none, nowhere::resolve, around, opened);
      return List.of();
    } catch (EnginesRefused e) {
      return e.problems();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "engines could not be looked at", e);
      return List.of();
    } finally {
      opened.close();
    }
  }

  private static OutboundPolicy films(Settings settings) {
    Settings.Images images = settings.images();
    return new OutboundPolicy(images.allowedNetworks(), Set.copyOf(images.allowedPorts()));
  }

  private static List<Engine> opened(
      List<EngineSettings> written,
      OutboundPolicy films,
      Function<String, Path> folders,
      Environment around,
      Closer opened)
      throws EnginesRefused {
    EngineNetwork network =
        opened.add(new EngineNetwork(new SystemResolver(), films, around.release()));
    List<Engine> engines = new ArrayList<>();
    List<EnginesRefused.Problem> problems = new ArrayList<>();
    for (EngineSettings engine : written) {
      try {
        engines.add(opened.add(one(engine, network, folders.apply(engine.name()), around.time())));
      } catch (EngineRefused e) {
        e.problems()
            .forEach(what ->
                problems.add(
                    new EnginesRefused.Problem(engine.name(), engine.file().toString(), what)));
      }
    }
    if (!problems.isEmpty()) {
      throw new EnginesRefused(problems);
    }
    return engines;
  }

  private static Engine one(
      EngineSettings engine, EngineNetwork network, Path folder, InstantSource time)
      throws EngineRefused {
    VendorEngines vendors = new VendorEngines(network, time);
    OwnEngines own = new OwnEngines(network, time);
    return switch (engine.type()) {
      case OPENAI -> own.openAi(engine);
      case COMFYUI -> own.comfyui(engine);
      case FAL -> vendors.fal(engine);
      case DASHSCOPE -> vendors.dashscope(engine);
      case ARK -> vendors.ark(engine);
      case KLING -> vendors.kling(engine);
      case GEMINI -> vendors.gemini(engine);
      case RELAY -> own.relay(engine);
      case TEMPLATE -> vendors.template(engine);
      case COMMAND -> own.command(engine, folder);
      case SDCPP -> own.sdcpp(engine);
      case COG -> own.cog(engine, folder);
    };
  }

  /** Which of them makes which film. */
  public Router router() {
    return router(UnaryOperator.identity());
  }

  /**
   * The same, with something laid around each of them.
   *
   * @param around keeps the name
   */
  public Router router(UnaryOperator<Engine> around) {
    Map<String, EngineSettings> written =
        settings.engines().stream()
            .collect(Collectors.toMap(EngineSettings::name, Function.identity()));
    Map<Model, List<Candidate>> table = new LinkedHashMap<>();
    for (Model model : Model.values()) {
      table.put(
          model,
          settings.models().of(model.id()).stream()
              .map(named -> candidate(named, written))
              .toList());
    }
    return new Router(all.stream().map(around).toList(), table, settings.finishing().maxUpscale());
  }

  private static Candidate candidate(
      ModelSettings.Candidate named, Map<String, EngineSettings> written) {
    EngineSettings engine = written.get(named.engine());
    Duration overshoot = engine == null ? Duration.ZERO : engine.offer().maxOvershoot();
    ModelSettings.Limits limits = named.limits();
    return new Candidate(
        named.engine(),
        named.weight(),
        overshoot,
        new Candidate.Limits(
            limits.concurrency().orElse(Integer.MAX_VALUE),
            limits.submitsPerMinute().orElse(Integer.MAX_VALUE),
            limits.maxSeconds().orElse(Integer.MAX_VALUE)));
  }

  /** What the operator says of deadlines and prices, by the names of engines. */
  public Map<String, EngineTerms> terms() {
    Map<String, EngineTerms> terms = new HashMap<>();
    // What this machine draws itself costs nothing that a second has a price of.
    terms.put(ModelSettings.PREVIEW, new EngineTerms(Optional.empty(), OptionalLong.of(0)));
    for (EngineSettings engine : settings.engines()) {
      terms.put(engine.name(), new EngineTerms(engine.deadline(), engine.priceMicros()));
    }
    return terms;
  }

  /** The frames per second that the operator wants of films, by the names of engines. */
  public static Map<String, Integer> frameRates(Settings settings) {
    return settings.engines().stream()
        .filter(engine -> engine.number("frame-rate").isPresent())
        .collect(
            Collectors.toMap(
                EngineSettings::name, engine -> engine.number("frame-rate").getAsInt()));
  }

  /** How one of them is told apart from others by people. */
  public String type(String name) {
    return settings.engines().stream()
        .filter(engine -> engine.name().equals(name))
        .map(engine -> engine.type().word())
        .findFirst()
        .orElse(ModelSettings.PREVIEW);
  }

  /** The models that an engine is a candidate for. */
  public List<String> models(String name) {
    return Arrays.stream(Model.values())
        .map(Model::id)
        .filter(model ->
            settings.models().of(model).stream().anyMatch(one -> one.engine().equals(name)))
        .toList();
  }

  @Override
  public void close() {
    opened.close();
  }
}
