package dev.afterglow.engines.openai;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Job;
import dev.afterglow.net.EngineClient;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.DelegatingEngine;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.RemoteSettings;
import java.time.InstantSource;

/** An engine that speaks the OpenAI video API or a relative of it. */
public final class OpenAiEngine extends DelegatingEngine {
  private final OpenAiSettings settings;
  private final EngineClient client;
  private final AnswerRules rules;
  private final ServedModel served;

  private OpenAiEngine(OpenAiSettings settings, EngineClient client, AnswerRules rules) {
    super(serving("", settings, client, rules));
    this.settings = settings;
    this.client = client;
    this.rules = rules;
    this.served = new ServedModel(settings.model(), client, rules);
  }

  /**
   * Opens an engine. Nothing is asked of it yet.
   *
   * @param client closed with the engine
   */
  public static Engine open(OpenAiSettings settings, EngineClient client, InstantSource time) {
    return new OpenAiEngine(settings, client, new AnswerRules(time, settings.pollInterval()));
  }

  @Override
  public Submission submit(Job job) {
    Submission answer =
        switch (served.of(job.model())) {
          case ServedModel.Name.Untold(Submission.Unavailable why) -> why;
          case ServedModel.Name.Known(String model) ->
              serving(model, settings, client, rules).submit(job);
        };
    if (!(answer instanceof Submission.Accepted)) {
      served.forget();
    }
    return answer;
  }

  /** The engine that sends this name of the model. */
  private static PollingEngine serving(
      String model, OpenAiSettings settings, EngineClient client, AnswerRules rules) {
    RemoteSettings remote =
        new RemoteSettings(
            settings.name(), settings.capabilities(), settings.capacity(), settings.download());
    return new PollingEngine(remote, client, new OpenAiProtocol(settings, model, rules), rules);
  }
}
