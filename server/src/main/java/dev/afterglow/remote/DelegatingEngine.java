package dev.afterglow.remote;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.EngineJob;
import dev.afterglow.engines.Job;
import dev.afterglow.engines.JobKey;
import java.nio.file.Path;

/** An engine that leaves to another one whatever it does not do itself. */
public abstract class DelegatingEngine implements Engine {
  private final Engine engine;

  /** The other engine is closed with this one. */
  protected DelegatingEngine(Engine engine) {
    this.engine = engine;
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
    return engine.submit(job);
  }

  @Override
  public Progress poll(EngineJob job) {
    return engine.poll(job);
  }

  @Override
  public Progress probe(EngineJob stranger) {
    return engine.probe(stranger);
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
  public Found find(JobKey key) {
    return engine.find(key);
  }

  @Override
  public void forget(EngineJob job) {
    engine.forget(job);
  }

  @Override
  public boolean repeatable() {
    return engine.repeatable();
  }

  @Override
  public void close() {
    engine.close();
  }
}
