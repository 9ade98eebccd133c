package dev.afterglow.adapters;

import dev.afterglow.config.EngineSettings;
import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.cog.CogEngine;
import dev.afterglow.engines.cog.CogModel;
import dev.afterglow.engines.cog.CogSettings;
import dev.afterglow.engines.comfyui.ComfyEngine;
import dev.afterglow.engines.comfyui.ComfySettings;
import dev.afterglow.engines.comfyui.ComfyWorkflow;
import dev.afterglow.engines.command.CommandEngine;
import dev.afterglow.engines.command.CommandSettings;
import dev.afterglow.engines.command.CommandTemplate;
import dev.afterglow.engines.openai.Flavour;
import dev.afterglow.engines.openai.ModelFamily;
import dev.afterglow.engines.openai.OpenAiEngine;
import dev.afterglow.engines.openai.OpenAiSettings;
import dev.afterglow.engines.relay.RelayEngine;
import dev.afterglow.engines.relay.RelayFlavour;
import dev.afterglow.engines.relay.RelaySettings;
import dev.afterglow.engines.sdcpp.SdcppEngine;
import dev.afterglow.engines.sdcpp.SdcppModel;
import dev.afterglow.engines.sdcpp.SdcppSettings;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.templates.TemplateRefused;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Opens engines whose address the operator knows: servers, containers and programs. */
record OwnEngines(EngineNetwork network, InstantSource time) {
  private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,200}");

  Engine openAi(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> openAiModel(engine),
        () -> openAiCapabilities(engine),
        () -> EngineNetwork.url(engine),
        () -> EngineNetwork.trusted(engine));
    Flavour flavour = flavour(engine);
    return OpenAiEngine.open(
        new OpenAiSettings(
            engine.name(),
            flavour,
            openAiModel(engine),
            openAiCapabilities(engine),
            engine.number("fps").orElse(family(engine).framesPerSecond()),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(flavour.pollInterval()),
            DownloadBounds.standard()),
        network.client(engine),
        time);
  }

  private static Flavour flavour(EngineSettings engine) throws EngineRefused {
    return EngineOptions.flavoured(
        engine, "canonical", Flavour.SHIPPED, Flavour::shipped, Flavour::read);
  }

  private static Optional<String> openAiModel(EngineSettings engine) throws EngineRefused {
    Optional<String> model = EngineOptions.shaped(engine, "model", NAME, "option.model");
    return model.isPresent() || flavour(engine).namesModels()
        ? model
        : Optional.of(EngineOptions.needed(engine, "model"));
  }

  private static ModelFamily family(EngineSettings engine) throws EngineRefused {
    Optional<Path> file = engine.file("family-file");
    Optional<String> name =
        engine.text("family").isPresent() ? engine.text("family") : flavour(engine).family();
    if (name.isEmpty()) {
      throw new EngineRefused(new OptionProblem.Missing("family", ModelFamily.names(), ""));
    }
    if (file.isEmpty()) {
      if (!ModelFamily.names().contains(name.get())) {
        throw new EngineRefused(OptionProblem.unknown("family", name.get(), ModelFamily.names()));
      }
      return ModelFamily.shipped(name.get());
    }
    try {
      return ModelFamily.read(file.get(), name.get());
    } catch (TemplateRefused e) {
      throw new EngineRefused(OptionProblem.of("family-file", e));
    }
  }

  private static Capabilities openAiCapabilities(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(() -> flavour(engine), () -> family(engine));
    Capabilities can = family(engine).capabilities();
    return EngineOptions.capabilities(
        engine, flavour(engine).takesPicture() ? can : withoutPicture(can));
  }

  private static Capabilities withoutPicture(Capabilities can) {
    return new Capabilities(
        can.sizes(), can.lengths(), can.framesPerSecond(), true, false, can.audio(), false);
  }

  Engine relay(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> relayFlavour(engine),
        () -> models(engine),
        () -> EngineNetwork.url(engine),
        () -> EngineNetwork.trusted(engine));
    RelayFlavour flavour = relayFlavour(engine);
    RelaySettings usual = RelaySettings.standard(engine.name(), flavour);
    return RelayEngine.open(
        new RelaySettings(
            engine.name(),
            flavour,
            models(engine),
            EngineOptions.capabilities(engine, usual.capabilities()),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            usual.download()),
        network.client(engine),
        time);
  }

  private static RelayFlavour relayFlavour(EngineSettings engine) throws EngineRefused {
    RelayFlavour flavour =
        EngineOptions.flavoured(
            engine, "afterglow", RelayFlavour.SHIPPED, RelayFlavour::shipped, RelayFlavour::read);
    if (engine.text("idempotent").isEmpty()) {
      return flavour;
    }
    if (engine.is("idempotent") && flavour.pictures() == RelayFlavour.Pictures.UPLOAD) {
      throw EngineOptions.refused("idempotent", "option.idempotent");
    }
    return flavour.idempotent(engine.is("idempotent"));
  }

  /** One name for all public models, or one for each. */
  private static Map<Model, String> models(EngineSettings engine) throws EngineRefused {
    Optional<String> model = engine.text("model");
    if (model.filter(text -> text.startsWith("{")).isEmpty()) {
      Optional<String> name = EngineOptions.shaped(engine, "model", NAME, "option.model");
      return name.map(one -> Map.of(Model.SORA_2, one, Model.SORA_2_PRO, one)).orElse(Map.of());
    }
    requireTexts(engine, "model");
    Map<Model, String> models = new EnumMap<>(Model.class);
    for (Map.Entry<String, String> entry : engine.texts("model").entrySet()) {
      Optional<Model> known = Model.of(entry.getKey());
      if (known.isEmpty()) {
        throw new EngineRefused(
            OptionProblem.unknown(
                "model", entry.getKey(), Arrays.stream(Model.values()).map(Model::id).toList()));
      }
      if (!NAME.matcher(entry.getValue()).matches()) {
        throw EngineOptions.refused("model", "option.model", entry.getValue());
      }
      models.put(known.get(), entry.getValue());
    }
    return models;
  }

  private static void requireTexts(EngineSettings engine, String option) throws EngineRefused {
    if (!engine.isTexts(option)) {
      throw EngineOptions.refused(option, "option.texts");
    }
  }

  Engine comfyui(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> EngineOptions.capabilities(engine, workflow(engine).file().capabilities()),
        () -> EngineNetwork.url(engine),
        () -> EngineNetwork.trusted(engine));
    ComfySettings usual = ComfySettings.standard(engine.name());
    return ComfyEngine.open(
        new ComfySettings(
            engine.name(),
            EngineOptions.grid(engine),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            usual.download()),
        workflow(engine),
        network.client(engine),
        time);
  }

  private static ComfyWorkflow workflow(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "workflow", "", ComfyWorkflow.WORKFLOWS);
  }

  Engine sdcpp(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> EngineOptions.capabilities(engine, sdcppModel(engine).file().capabilities()),
        () -> EngineNetwork.url(engine),
        () -> EngineNetwork.trusted(engine));
    SdcppSettings usual = SdcppSettings.standard(engine.name());
    return SdcppEngine.open(
        new SdcppSettings(
            engine.name(),
            EngineOptions.grid(engine),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            usual.mostBytes()),
        sdcppModel(engine),
        network.client(engine),
        time);
  }

  private static SdcppModel sdcppModel(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "model", "", SdcppModel.MODELS);
  }

  /**
   * @param folder this engine's alone
   */
  Engine cog(EngineSettings engine, Path folder) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> EngineOptions.capabilities(engine, cogModel(engine).file().capabilities()),
        () -> EngineNetwork.url(engine),
        () -> EngineNetwork.trusted(engine));
    CogSettings usual = CogSettings.standard(engine.name(), folder);
    return CogEngine.open(
        new CogSettings(
            engine.name(),
            EngineOptions.grid(engine),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            usual.download(),
            folder,
            engine.duration("timeout").orElse(usual.longest()),
            usual.moment(),
            usual.mostBytes()),
        cogModel(engine),
        network.client(engine),
        time);
  }

  private static CogModel cogModel(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "model", "", CogModel.MODELS);
  }

  /**
   * @param folder this engine's alone
   */
  Engine command(EngineSettings engine, Path folder) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> EngineOptions.capabilities(engine, program(engine).capabilities()),
        () -> requireTexts(engine, "environment"));
    CommandSettings usual = CommandSettings.standard(engine.name(), folder);
    return CommandEngine.open(
        new CommandSettings(
            engine.name(),
            EngineOptions.grid(engine),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            folder,
            engine.duration("timeout").orElse(usual.longest()),
            usual.mostLogBytes(),
            engine.is("keep-running"),
            engine.texts("environment")),
        program(engine),
        time);
  }

  private static CommandTemplate program(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "template", "", CommandTemplate.TEMPLATES);
  }
}
