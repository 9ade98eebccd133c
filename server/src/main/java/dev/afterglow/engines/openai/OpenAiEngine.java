package dev.afterglow.engines.openai;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.net.EngineClient;
import dev.afterglow.remote.AnswerRules;
import dev.afterglow.remote.PollingEngine;
import dev.afterglow.remote.RemoteSettings;
import java.nio.file.Path;
import java.time.InstantSource;

/** An engine that speaks the OpenAI video API or a relative of it. */
public final class OpenAiEngine implements Engine {
  private final OpenAiSettings settings;
  private final EngineClient client;
  private final AnswerRules rules;
  private final ServedModel served;
  private final PollingEngine engine;

  private OpenAiEngine(OpenAiSettings settings, EngineClient client, AnswerRules rules) {
    this.settings = settings;
    this.client = client;
    this.rules = rules;
    this.served = new ServedModel(settings.model(), client, rules);
    this.engine = serving("");
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
  public String name() {
    return engine.name();
  }

  @Override
  public Capabilities capabilities() {
    return engine.capabilities();
  }

  @Override
  public Capacity capacity() {
    return engine.capacity();
  }

  @Override
  public Submission submit(Job job) {
    Submission answer =
        switch (served.of(job.model())) {
          case ServedModel.Name.Untold(Submission.Unavailable why) -> why;
          case ServedModel.Name.Known(String model) -> serving(model).submit(job);
        };
    if (!(answer instanceof Submission.Accepted)) {
      served.forget();
    }
    return answer;
  }

  @Override
  public Progress poll(EngineJob job) {
    return engine.poll(job);
  }

  @Override
  public Cancellation cancel(EngineJob job) {
    return engine.cancel(job);
  }

  @Override
  public Fetched fetch(EngineJob job, Path target) {
    return engine.fetch(job, target);
  }

  @Override
  public void forget(EngineJob job) {
    engine.forget(job);
  }

  @Override
  public void close() {
    engine.close();
  }

  private PollingEngine serving(String model) {
    RemoteSettings remote =
        new RemoteSettings(
            settings.name(), settings.capabilities(), settings.capacity(), settings.download());
    return new PollingEngine(remote, client, new OpenAiProtocol(settings, model, rules), rules);
  }
}
