package dev.afterglow.adapters;

import dev.afterglow.config.EngineSettings;
import dev.afterglow.config.Secret;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.ark.ArkEngine;
import dev.afterglow.engines.dashscope.DashscopeEngine;
import dev.afterglow.engines.fal.FalEngine;
import dev.afterglow.engines.fal.FalModel;
import dev.afterglow.engines.fal.FalSettings;
import dev.afterglow.engines.gemini.GeminiEngine;
import dev.afterglow.engines.gemini.GoogleAccess;
import dev.afterglow.engines.gemini.ServiceAccount;
import dev.afterglow.engines.kling.KlingEngine;
import dev.afterglow.engines.template.Template;
import dev.afterglow.engines.template.TemplateEngine;
import dev.afterglow.engines.template.TemplateSettings;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.DownloadBounds;
import dev.afterglow.remote.templates.ModelSettings;
import dev.afterglow.remote.templates.TemplateRefused;
import dev.afterglow.remote.templates.VendorModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Opens engines at vendors of films. */
record VendorEngines(EngineNetwork network, InstantSource time) {
  Engine fal(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> EngineOptions.capabilities(engine, falModel(engine).capabilities()),
        () -> key(engine),
        () -> EngineNetwork.trusted(engine));
    FalSettings usual = FalSettings.standard(engine.name());
    FalSettings settings =
        new FalSettings(
            engine.name(),
            EngineOptions.grid(engine),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval").orElse(usual.pollInterval()),
            usual.download(),
            engine.duration("keep").orElse(usual.keep()));
    URI base = engine.url().orElse(FalEngine.URL);
    return FalEngine.open(
        settings,
        falModel(engine),
        base,
        network.client(engine, base, FalEngine.credentials(key(engine))),
        time);
  }

  private static FalModel falModel(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "model", "", FalModel.MODELS);
  }

  Engine dashscope(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> usable(engine, dashscopeModel(engine)),
        () -> dashscopeUrl(engine),
        () -> key(engine),
        () -> EngineNetwork.trusted(engine));
    return DashscopeEngine.open(
        settings(engine),
        called(engine, dashscopeModel(engine)),
        network.client(engine, dashscopeUrl(engine), DashscopeEngine.credentials(key(engine))),
        time);
  }

  private static VendorModel dashscopeModel(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "model", "wan-3.0", DashscopeEngine.MODELS);
  }

  private static URI dashscopeUrl(EngineSettings engine) throws EngineRefused {
    if (engine.url().isPresent()) {
      return engine.url().get();
    }
    List<String> regions = DashscopeEngine.regions().stream().sorted().toList();
    String region =
        engine
            .text("region")
            .orElseThrow(
                () -> new EngineRefused(new OptionProblem.Missing("region", regions, "url")));
    if (!regions.contains(region)) {
      throw new EngineRefused(OptionProblem.unknown("region", region, regions));
    }
    Optional<String> workspace =
        EngineOptions.shaped(engine, "workspace", DashscopeEngine.WORKSPACE, "option.workspace");
    if (workspace.isEmpty() && DashscopeEngine.needsWorkspace(region)) {
      throw EngineOptions.refused("workspace", "option.needs-workspace", region);
    }
    return DashscopeEngine.url(region, workspace);
  }

  Engine ark(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> usable(engine, arkModel(engine)),
        () -> key(engine),
        () -> EngineNetwork.trusted(engine));
    URI base = engine.url().orElse(ArkEngine.BYTEPLUS);
    return ArkEngine.open(
        settings(engine),
        called(engine, ArkEngine.at(base, arkModel(engine))),
        network.client(engine, base, ArkEngine.credentials(key(engine))),
        time);
  }

  private static VendorModel arkModel(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "model", "seedance-2.5", ArkEngine.MODELS);
  }

  Engine kling(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> usable(engine, klingModel(engine)),
        () -> klingCredentials(engine),
        () -> EngineNetwork.trusted(engine));
    return KlingEngine.open(
        settings(engine),
        called(engine, klingModel(engine)),
        network.client(engine, KlingEngine.SINGAPORE, klingCredentials(engine)),
        time);
  }

  private static VendorModel klingModel(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "model", "kling-4.0", KlingEngine.MODELS);
  }

  private Credentials klingCredentials(EngineSettings engine) throws EngineRefused {
    Optional<String> access = engine.text("access-key").filter(text -> !text.isBlank());
    Optional<String> secret = engine.text("secret-key").filter(text -> !text.isBlank());
    if (engine.key().isPresent() || (access.isEmpty() && secret.isEmpty())) {
      return KlingEngine.credentials(key(engine));
    }
    if (access.isEmpty() || secret.isEmpty()) {
      throw EngineOptions.refused(access.isEmpty() ? "access-key" : "secret-key", "option.missing");
    }
    return KlingEngine.credentials(access.get(), secret.get(), time);
  }

  Engine gemini(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> usable(engine, geminiModel(engine)),
        () -> access(engine),
        () -> EngineNetwork.trusted(engine));
    VendorModel model = called(engine, geminiModel(engine));
    GoogleAccess access = access(engine);
    URI base = engine.url().orElseGet(() -> GeminiEngine.url(access, model));
    return GeminiEngine.open(settings(engine), model, access, base, network.to(engine), time);
  }

  private static VendorModel geminiModel(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "model", "omni-1.2-flash", GeminiEngine.MODELS);
  }

  private static GoogleAccess access(EngineSettings engine) throws EngineRefused {
    if (engine.text("flavour").filter("vertex"::equals).isEmpty()) {
      return new GoogleAccess.ApiKey(key(engine));
    }
    EngineRefused.unlessAll(
        () -> account(engine),
        () ->
            EngineOptions.shaped(engine, "project", GoogleAccess.Project.PROJECT, "option.project"),
        () ->
            EngineOptions.shaped(
                engine, "location", GoogleAccess.Project.LOCATION, "option.location"),
        () ->
            EngineOptions.shaped(engine, "storage", GoogleAccess.Project.BUCKET, "option.storage"));
    ServiceAccount account = account(engine);
    String project = engine.text("project").orElse(account.project());
    if (project.isEmpty()) {
      throw EngineOptions.refused("project", "option.missing");
    }
    return new GoogleAccess.Project(
        account,
        project,
        engine.text("location").orElse("us-central1"),
        engine.text("storage"),
        GoogleAccess.STORAGE);
  }

  private static ServiceAccount account(EngineSettings engine) throws EngineRefused {
    EngineOptions.needed(engine, "service-account");
    Path file = engine.file("service-account").orElseThrow();
    try {
      return ServiceAccount.read(file);
    } catch (IOException e) {
      throw EngineOptions.unreadable("service-account", e);
    } catch (IllegalArgumentException _) {
      throw EngineOptions.refused("service-account", "option.service-account", file);
    }
  }

  Engine template(EngineSettings engine) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> EngineOptions.capabilities(engine, description(engine).capabilities()),
        () -> templateModel(engine),
        () -> templateUrl(engine),
        () -> EngineNetwork.trusted(engine));
    Template template = description(engine);
    Credentials credentials =
        engine.key().map(Secret::value).map(template::credentials).orElseGet(Credentials::none);
    try {
      return TemplateEngine.open(
          templateSettings(engine),
          template,
          network.client(engine, templateUrl(engine), credentials),
          time);
    } catch (TemplateRefused e) {
      throw new EngineRefused(OptionProblem.of("template", e));
    }
  }

  private static TemplateSettings templateSettings(EngineSettings engine) {
    return new TemplateSettings(
        engine.name(),
        engine.text("model"),
        engine.text("picture-model"),
        EngineOptions.grid(engine),
        EngineOptions.capacity(engine),
        engine.duration("poll-interval"),
        DownloadBounds.standard());
  }

  private static void templateModel(EngineSettings engine) throws EngineRefused {
    if (TemplateEngine.needsModel(templateSettings(engine), description(engine))) {
      throw EngineOptions.refused("model", "option.missing");
    }
  }

  private static Template description(EngineSettings engine) throws EngineRefused {
    return EngineOptions.described(engine, "template", "", Template.TEMPLATES);
  }

  private static URI templateUrl(EngineSettings engine) throws EngineRefused {
    return engine.url().isPresent()
        ? engine.url().get()
        : description(engine)
            .url()
            .orElseThrow(() -> EngineOptions.refused("url", "option.missing"));
  }

  private static ModelSettings settings(EngineSettings engine) {
    ModelSettings usual = ModelSettings.standard(engine.name());
    return new ModelSettings(
        engine.name(),
        EngineOptions.grid(engine),
        EngineOptions.capacity(engine),
        engine.duration("poll-interval").orElse(usual.pollInterval()),
        usual.download());
  }

  private static void usable(EngineSettings engine, VendorModel model) throws EngineRefused {
    EngineRefused.unlessAll(
        () -> EngineOptions.capabilities(engine, model.capabilities()),
        () -> called(engine, model));
  }

  private static VendorModel called(EngineSettings engine, VendorModel model) throws EngineRefused {
    Optional<String> other =
        EngineOptions.shaped(engine, "model-id", VendorModel.ID, "option.model-id");
    return other.isPresent() ? model.called(other.get()) : model;
  }

  private static String key(EngineSettings engine) throws EngineRefused {
    return engine
        .key()
        .map(Secret::value)
        .orElseThrow(() -> EngineOptions.refused("key", "option.missing"));
  }
}
