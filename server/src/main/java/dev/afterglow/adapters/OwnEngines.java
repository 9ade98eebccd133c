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
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens engines whose address the operator knows: servers, containers and programs. */
record OwnEngines(EngineNetwork network, InstantSource time) {
  Engine openAi(EngineSettings engine) throws IOException {
    String word = engine.text("flavour").orElse("canonical");
    Flavour flavour =
        Flavour.SHIPPED.contains(word)
            ? Flavour.shipped(word)
            : Flavour.read(engine.directory().resolve(word));
    ModelFamily family = family(engine, flavour);
    Capabilities can =
        flavour.takesPicture() ? family.capabilities() : withoutPicture(family.capabilities());
    return OpenAiEngine.open(
        new OpenAiSettings(
            engine.name(),
            flavour,
            engine.text("model"),
            EngineOptions.grid(engine).over(can),
            engine.number("fps").orElse(family.framesPerSecond()),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(flavour.pollInterval()),
            DownloadBounds.standard()),
        network.client(engine),
        time);
  }

  private static ModelFamily family(EngineSettings engine, Flavour flavour) throws IOException {
    Optional<Path> file = engine.file("family-file");
    Optional<String> name = engine.text("family").or(flavour::family);
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "family: missing (expected: " + String.join(", ", ModelFamily.names()) + ")");
    }
    return file.isPresent()
        ? ModelFamily.read(file.get(), name.get())
        : ModelFamily.shipped(name.get());
  }

  private static Capabilities withoutPicture(Capabilities can) {
    return new Capabilities(
        can.sizes(), can.lengths(), can.framesPerSecond(), true, false, can.audio(), false);
  }

  Engine relay(EngineSettings engine) throws IOException {
    String word = engine.text("flavour").orElse("afterglow");
    RelayFlavour flavour =
        RelayFlavour.SHIPPED.contains(word)
            ? RelayFlavour.shipped(word)
            : RelayFlavour.read(engine.directory().resolve(word));
    if (engine.text("idempotent").isPresent()) {
      flavour = flavour.idempotent(engine.is("idempotent"));
    }
    RelaySettings usual = RelaySettings.standard(engine.name(), flavour);
    return RelayEngine.open(
        new RelaySettings(
            engine.name(),
            flavour,
            models(engine),
            EngineOptions.grid(engine).over(usual.capabilities()),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            usual.download()),
        network.client(engine),
        time);
  }

  /** One name for all public models, or one for each. */
  private static Map<Model, String> models(EngineSettings engine) {
    Optional<String> model = engine.text("model");
    if (model.filter(text -> text.startsWith("{")).isEmpty()) {
      return model.map(name -> Map.of(Model.SORA_2, name, Model.SORA_2_PRO, name)).orElse(Map.of());
    }
    return engine.texts("model").entrySet().stream()
        .collect(
            Collectors.toMap(
                entry ->
                    Model.of(entry.getKey())
                        .orElseThrow(() ->
                            new IllegalArgumentException("model: there is no " + entry.getKey())),
                Map.Entry::getValue));
  }

  Engine comfyui(EngineSettings engine) throws IOException, TemplateRefused {
    ComfyWorkflow workflow =
        EngineOptions.described(
            engine, "workflow", "", ComfyWorkflow::shipped, ComfyWorkflow::read);
    ComfySettings usual = ComfySettings.standard(engine.name());
    return ComfyEngine.open(
        new ComfySettings(
            engine.name(),
            EngineOptions.grid(engine),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            usual.download()),
        workflow,
        network.client(engine),
        time);
  }

  Engine sdcpp(EngineSettings engine) throws IOException, TemplateRefused {
    SdcppModel model =
        EngineOptions.described(engine, "model", "", SdcppModel::shipped, SdcppModel::read);
    SdcppSettings usual = SdcppSettings.standard(engine.name());
    return SdcppEngine.open(
        new SdcppSettings(
            engine.name(),
            EngineOptions.grid(engine),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            usual.mostBytes()),
        model,
        network.client(engine),
        time);
  }

  /**
   * @param folder this engine's alone
   */
  Engine cog(EngineSettings engine, Path folder) throws IOException, TemplateRefused {
    CogModel model =
        EngineOptions.described(engine, "model", "", CogModel::shipped, CogModel::read);
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
        model,
        network.client(engine),
        time);
  }

  /**
   * @param folder this engine's alone
   */
  Engine command(EngineSettings engine, Path folder) throws TemplateRefused {
    CommandTemplate template =
        EngineOptions.described(
            engine, "template", "", CommandTemplate::shipped, CommandTemplate::read);
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
        template,
        time);
  }
}
