package dev.afterglow.tracing;

import dev.afterglow.engines.Engine;
import dev.afterglow.http.Route;
import dev.afterglow.tasks.Attempt;
import dev.afterglow.tasks.TaskListener;
import dev.afterglow.tasks.Tasks;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Lays itself around the parts of a server that are to be seen in traces. No span holds a prompt, a
 * key, an address or anything else that a client wrote.
 */
public interface Tracing extends AutoCloseable {
  /** Nothing is traced, and every part is left as it is. */
  Tracing NONE =
      new Tracing() {
        @Override
        public List<Route> routes(List<Route> routes) {
          return routes;
        }

        @Override
        public Tasks tasks(Tasks tasks) {
          return tasks;
        }

        @Override
        public Engine engine(Engine engine) {
          return engine;
        }

        @Override
        public TaskListener listener(TaskListener next) {
          return next;
        }

        @Override
        public void reading(BiFunction<String, String, List<Attempt>> attempts) {}

        @Override
        public Optional<LongSupplier> lost() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };

  /**
   * What it takes from the world.
   *
   * @param nanoTime elapsed nanoseconds that never run backwards
   */
  record Surroundings(InstantSource time, LongSupplier nanoTime, RandomGenerator random) {}

  /** Traces as the operator wants it; empty settings for not at all. */
  static Tracing open(Optional<TracingSettings> settings, Surroundings around) {
    return settings.isEmpty() ? NONE : OtelTracing.open(settings.get(), around);
  }

  /** The same routes, each request a span. */
  List<Route> routes(List<Route> routes);

  /** The same tasks, each that is accepted the child of its request. */
  Tasks tasks(Tasks tasks);

  /** The same engine, each question to it a span, but for those that find nothing new. */
  Engine engine(Engine engine);

  /** The same listener, and every task that ends becomes spans: its own and its attempts'. */
  TaskListener listener(TaskListener next);

  /** Where the attempts of a task are read, by its owner and its id, once it has ended. */
  void reading(BiFunction<String, String, List<Attempt>> attempts);

  /** Counts spans that no receiver took; empty where none are made. */
  Optional<LongSupplier> lost();

  /** Sends what there is, and waits a moment for it. */
  @Override
  void close();
}
