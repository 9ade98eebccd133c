package dev.afterglow.remote;

import dev.afterglow.engines.Capabilities;
import dev.afterglow.engines.Capacity;
import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Failure;

/** An engine whose name, abilities and capacity are known as soon as it is configured. */
public abstract class ConfiguredEngine implements Engine {
  private final String name;
  private final Capabilities capabilities;
  private final Capacity capacity;

  protected ConfiguredEngine(String name, Capabilities capabilities, Capacity capacity) {
    this.name = name;
    this.capabilities = capabilities;
    this.capacity = capacity;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public final Capacity capacity() {
    return capacity;
  }

  /** The answer to a job that this engine cannot be asked for; another one may. */
  protected static Submission unfit(String why) {
    return new Submission.Refused(new Failure(Failure.Kind.INVALID_INPUT, why), true);
  }
}
