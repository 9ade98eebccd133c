package dev.afterglow.adapters;

import dev.afterglow.config.EngineSettings;
import dev.afterglow.config.Secret;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.ark.ArkEngine;
import dev.afterglow.engines.ark.ArkModels;
import dev.afterglow.engines.dashscope.DashscopeEngine;
import dev.afterglow.engines.dashscope.DashscopeModels;
import dev.afterglow.engines.fal.FalEngine;
import dev.afterglow.engines.fal.FalModel;
import dev.afterglow.engines.fal.FalSettings;
import dev.afterglow.engines.gemini.GeminiEngine;
import dev.afterglow.engines.gemini.GeminiModels;
import dev.afterglow.engines.gemini.GoogleAccess;
import dev.afterglow.engines.gemini.ServiceAccount;
import dev.afterglow.engines.kling.KlingEngine;
import dev.afterglow.engines.kling.KlingModels;
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
import java.util.Optional;

/** Opens engines at vendors of films. */
record VendorEngines(EngineNetwork network, InstantSource time) {
  Engine fal(EngineSettings engine) throws IOException, TemplateRefused {
    FalModel model =
        EngineOptions.described(engine, "model", "", FalModel::shipped, FalModel::read);
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
        model,
        base,
        network.client(engine, base, FalEngine.credentials(key(engine))),
        time);
  }

  Engine dashscope(EngineSettings engine) throws IOException, TemplateRefused {
    VendorModel model =
        called(
            engine,
            EngineOptions.described(
                engine, "model", "wan-3.0", DashscopeModels::shipped, DashscopeModels::read));
    URI base =
        engine.url().isPresent()
            ? engine.url().get()
            : DashscopeEngine.url(
                engine
                    .text("region")
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "region: missing (expected: the region of the key, or url)")),
                engine.text("workspace"));
    return DashscopeEngine.open(
        settings(engine),
        model,
        network.client(engine, base, DashscopeEngine.credentials(key(engine))),
        time);
  }

  Engine ark(EngineSettings engine) throws IOException, TemplateRefused {
    URI base = engine.url().orElse(ArkEngine.BYTEPLUS);
    VendorModel model =
        EngineOptions.described(
            engine, "model", "seedance-2.5", ArkModels::shipped, ArkModels::read);
    return ArkEngine.open(
        settings(engine),
        called(engine, ArkEngine.at(base, model)),
        network.client(engine, base, ArkEngine.credentials(key(engine))),
        time);
  }

  Engine kling(EngineSettings engine) throws IOException, TemplateRefused {
    VendorModel model =
        EngineOptions.described(
            engine, "model", "kling-4.0", KlingModels::shipped, KlingModels::read);
    Credentials credentials =
        engine.key().isPresent()
            ? KlingEngine.credentials(key(engine))
            : KlingEngine.credentials(
                engine.text("access-key").orElse(""), engine.text("secret-key").orElse(""), time);
    return KlingEngine.open(
        settings(engine),
        called(engine, model),
        network.client(engine, KlingEngine.SINGAPORE, credentials),
        time);
  }

  Engine gemini(EngineSettings engine) throws IOException, TemplateRefused {
    VendorModel model =
        called(
            engine,
            EngineOptions.described(
                engine, "model", "omni-1.2-flash", GeminiModels::shipped, GeminiModels::read));
    GoogleAccess access =
        engine.text("flavour").filter("vertex"::equals).isPresent()
            ? project(engine)
            : new GoogleAccess.ApiKey(key(engine));
    URI base = engine.url().orElseGet(() -> GeminiEngine.url(access, model));
    return GeminiEngine.open(settings(engine), model, access, base, network.to(engine), time);
  }

  private static GoogleAccess project(EngineSettings engine) throws IOException {
    Path file =
        engine
            .file("service-account")
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "service-account: missing (expected: the account's key file)"));
    ServiceAccount account = ServiceAccount.read(file);
    return new GoogleAccess.Project(
        account,
        engine.text("project").orElse(account.project()),
        engine.text("location").orElse("us-central1"),
        engine.text("storage"),
        GoogleAccess.STORAGE);
  }

  Engine template(EngineSettings engine) throws IOException, TemplateRefused {
    Template template =
        EngineOptions.described(engine, "template", "", Template::shipped, Template::read);
    TemplateSettings settings =
        new TemplateSettings(
            engine.name(),
            engine.text("model"),
            engine.text("picture-model"),
            EngineOptions.grid(engine),
            EngineOptions.capacity(engine),
            engine.duration("poll-interval"),
            DownloadBounds.standard());
    URI base =
        engine
            .url()
            .or(template::url)
            .orElseThrow(() ->
                new IllegalArgumentException("url: missing (expected: the vendor's address)"));
    Credentials credentials =
        engine.key().map(Secret::value).map(template::credentials).orElseGet(Credentials::none);
    return TemplateEngine.open(settings, template, network.client(engine, base, credentials), time);
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

  private static VendorModel called(EngineSettings engine, VendorModel model) {
    Optional<String> other = engine.text("model-id");
    return other.isPresent() ? model.called(other.get()) : model;
  }

  private static String key(EngineSettings engine) {
    return engine
        .key()
        .map(Secret::value)
        .orElseThrow(() -> new IllegalArgumentException("key: missing (expected: the vendor's)"));
  }
}
