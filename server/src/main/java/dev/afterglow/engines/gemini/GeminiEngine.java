package dev.afterglow.engines.gemini;

import dev.afterglow.engines.Engine;
import dev.afterglow.net.Credentials;
import dev.afterglow.net.EngineClient;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.ClientOpener;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.templates.Descriptions;
import dev.afterglow.remote.templates.ModelSettings;
import dev.afterglow.remote.templates.VendorModel;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Opens engines at Google: with a key of the Gemini API, or in a project of Google Cloud. */
public final class GeminiEngine {
  static final String INTERACTIONS = "interactions";
  static final String VEO = "veo";

  /** The models that there are files of; the first one is meant where an operator names none. */
  public static final Descriptions<VendorModel> MODELS =
      new Descriptions<>(
          GeminiEngine.class,
          ".json",
          List.of("omni-1.2-flash", "veo-3.1", "veo-3.1-fast", "veo-3.1-preview"),
          file -> VendorModel.of(file, List.of(INTERACTIONS, VEO)));

  private static final String KEY_HEADER = "x-goog-api-key";
  private static final URI GEMINI = URI.create("https://generativelanguage.googleapis.com");
  private static final URI GLOBAL = URI.create("https://aiplatform.googleapis.com");

  private GeminiEngine() {}

  /** Where a model is to be found. */
  public static URI url(GoogleAccess access, VendorModel model) {
    return switch (access) {
      case GoogleAccess.ApiKey _ -> GEMINI;
      case GoogleAccess.Project project ->
          isVeo(model) && !project.location().equals("global")
              ? URI.create("https://" + project.location() + "-aiplatform.googleapis.com")
              : GLOBAL;
    };
  }

  /**
   * An engine for one model.
   *
   * @param base {@link #url}, or what the operator has in its place
   * @param clients what the engine opens with it, it closes
   */
  public static Engine open(
      ModelSettings settings,
      VendorModel model,
      GoogleAccess access,
      URI base,
      ClientOpener clients,
      InstantSource time) {
    AnswerRules rules = new AnswerRules(time, settings.pollInterval());
    return switch (access) {
      case GoogleAccess.ApiKey(String key) -> {
        EngineClient client = clients.open(base, Credentials.header(KEY_HEADER, key));
        GoogleProtocol protocol =
            isVeo(model)
                ? new VeoProtocol(model, "v1beta", "/v1beta/models", rules)
                : new OmniProtocol(model, "v1beta", "/v1beta/interactions", rules);
        yield engine(settings, model, client, protocol, rules, Optional.empty());
      }
      case GoogleAccess.Project project -> {
        AccessTokens tokens = new AccessTokens(project.account(), clients, time);
        EngineClient client = clients.open(base, tokens);
        GoogleEngine.Session session =
            new GoogleEngine.Session(tokens, clients.open(project.storage(), tokens));
        GoogleProtocol protocol = protocol(project, stored(model, project), rules);
        yield engine(settings, model, client, protocol, rules, Optional.of(session));
      }
    };
  }

  private static GoogleProtocol protocol(
      GoogleAccess.Project project, VendorModel model, AnswerRules rules) {
    String place = "/projects/" + project.project() + "/locations/" + project.location();
    return isVeo(model)
        ? new VeoProtocol(model, "v1", "/v1" + place + "/publishers/google/models", rules)
        : new OmniProtocol(model, "v1beta1", "/v1beta1" + place + "/interactions", rules);
  }

  private static Engine engine(
      ModelSettings settings,
      VendorModel model,
      EngineClient client,
      GoogleProtocol protocol,
      AnswerRules rules,
      Optional<GoogleEngine.Session> session) {
    PollingEngine calls = new PollingEngine(settings.of(model), client, protocol, rules);
    return new GoogleEngine(calls, client, protocol, settings.download(), session);
  }

  /** The model with the bucket in its orders, or with none. */
  private static VendorModel stored(VendorModel model, GoogleAccess.Project project) {
    return project
        .bucket()
        .map(bucket ->
            model.withBodies(body ->
                isVeo(model)
                    ? with(body, "parameters", "storageUri", bucket)
                    : with(body, "response_format", "gcs_uri", bucket)))
        .orElseGet(() -> isVeo(model) ? model : model.withBodies(GeminiEngine::inside));
  }

  /** Where there is no bucket, there is no address to deliver to. */
  private static JsonNode inside(JsonNode body) {
    JsonNode changed = body.deepCopy();
    if (changed.path("response_format") instanceof ObjectNode format) {
      format.remove("delivery");
    }
    return changed;
  }

  private static JsonNode with(JsonNode body, String object, String member, String value) {
    JsonNode changed = body.deepCopy();
    if (changed.path(object) instanceof ObjectNode inner) {
      inner.put(member, value);
    }
    return changed;
  }

  private static boolean isVeo(VendorModel model) {
    return model.dialect().equals(VEO);
  }
}
