package dev.afterglow.routing;

import dev.afterglow.engines.Engine;
import dev.afterglow.engines.Model;
import dev.afterglow.routing.Candidate.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Which engine makes which film: for each public model the operator's candidates in the operator's
 * order. Pure data; no engine is called.
 */
public final class Router {
  private final Map<String, Engine> engines = new LinkedHashMap<>();
  private final Map<Model, List<Candidate>> table;
  private final Planner planner;

  /** Cells are few, and what engines can make does not change. */
  private final Map<Cell, List<Ranked>> known = new ConcurrentHashMap<>();

  /** Every engine serves every model, first choice first, and no film is enlarged. */
  public Router(List<Engine> engines) {
    this(engines, everyModel(engines), 1);
  }

  /**
   * @param table the candidates of each model, first choice first; a model without any is not sold
   * @param mostUpscale by how much a film may be enlarged to what was ordered; 1 for never
   * @throws IllegalArgumentException if there is no engine, two have one name, or the table names
   *     one that does not exist
   */
  public Router(List<Engine> engines, Map<Model, List<Candidate>> table, double mostUpscale) {
    if (engines.isEmpty()) {
      throw new IllegalArgumentException("engines: none (expected: at least one)");
    }
    for (Engine engine : engines) {
      if (this.engines.put(engine.name(), engine) != null) {
        throw new IllegalArgumentException("engines: two are named " + engine.name());
      }
    }
    for (List<Candidate> candidates : table.values()) {
      for (Candidate candidate : candidates) {
        if (!this.engines.containsKey(candidate.engine())) {
          throw new IllegalArgumentException("models: no engine is named " + candidate.engine());
        }
      }
    }
    this.table = Map.copyOf(table);
    this.planner = new Planner(mostUpscale);
  }

  /** Whether any engine can make such films, however it is at the moment. */
  public boolean canMake(Cell cell) {
    return canMake(cell, Set.of());
  }

  /** Whether any engine but these can make such films, however it is at the moment. */
  public boolean canMake(Cell cell, Set<String> excluded) {
    return plans(cell, excluded).findAny().isPresent();
  }

  /** The engine that such films go to first, if all is well. */
  public Optional<Engine> firstChoice(Cell cell) {
    return plans(cell, Set.of()).map(Plan::engine).findFirst();
  }

  /**
   * The first candidate that can make such films and may be given one. Neighbours with weights that
   * fit equally well are taken in shares: always the same for one task, so that a question asked
   * twice has one answer.
   *
   * @param excluded names of engines that must not be asked
   */
  public Optional<Plan> choose(
      String taskId, Cell cell, Set<String> excluded, EngineHealth health) {
    List<Ranked> fit =
        ranked(cell).stream()
            .filter(ranked -> !excluded.contains(ranked.name()) && health.allows(ranked.name()))
            .toList();
    return fit.stream()
        .takeWhile(ranked -> ranked.rank() == fit.getFirst().rank())
        .min(Comparator.comparingDouble(ranked -> ranked.turn(taskId)))
        .map(Ranked::plan);
  }

  /** Every plan for such films, first choice first. */
  public List<Plan> candidates(Cell cell) {
    return plans(cell, Set.of()).toList();
  }

  /** How much of a model an engine is given; as much as it takes where it is no candidate. */
  public Limits limits(String engine, Model model) {
    return table.getOrDefault(model, List.of()).stream()
        .filter(candidate -> candidate.engine().equals(engine))
        .findFirst()
        .map(Candidate::limits)
        .orElse(Limits.NONE);
  }

  /** The engine with this name; empty if the operator has taken it out. */
  public Optional<Engine> named(String name) {
    return Optional.ofNullable(engines.get(name));
  }

  /** Every engine, in the operator's order. */
  public List<Engine> engines() {
    return List.copyOf(engines.values());
  }

  private Stream<Plan> plans(Cell cell, Set<String> excluded) {
    return ranked(cell).stream()
        .map(Ranked::plan)
        .filter(plan -> !excluded.contains(plan.engine().name()));
  }

  private List<Ranked> ranked(Cell cell) {
    return known.computeIfAbsent(cell, this::rank);
  }

  /** Best first: groups of neighbours with weights by how well they fit, others as they stand. */
  private List<Ranked> rank(Cell cell) {
    List<Ranked> all = new ArrayList<>();
    List<Ranked> group = new ArrayList<>();
    for (Candidate candidate : table.getOrDefault(cell.model(), List.of())) {
      if (candidate.weight() == 0) {
        close(group, all);
      }
      Engine engine = named(candidate.engine()).orElseThrow();
      Optional.of(candidate)
          .filter(one -> cell.format().seconds() <= one.limits().maxSeconds())
          .flatMap(one -> planner.plan(engine.capabilities(), cell, one.maxOvershoot()))
          .map(plan -> new Ranked(new Plan(engine, plan), candidate.weight(), 0))
          .ifPresent(group::add);
      if (candidate.weight() == 0) {
        close(group, all);
      }
    }
    close(group, all);
    return List.copyOf(all);
  }

  private static void close(List<Ranked> group, List<Ranked> all) {
    long last = -1;
    int rank = all.isEmpty() ? 0 : all.getLast().rank();
    group.sort(Comparator.comparingLong(Ranked::excess));
    for (Ranked ranked : group) {
      rank += ranked.excess() == last ? 0 : 1;
      last = ranked.excess();
      all.add(new Ranked(ranked.plan(), ranked.weight(), rank));
    }
    group.clear();
  }

  /**
   * A plan and where it stands.
   *
   * @param rank lower ones are taken first; equal ones share
   */
  private record Ranked(Plan plan, int weight, int rank) {
    String name() {
      return plan.engine().name();
    }

    /** How much the engine is asked for, in pixels and seconds, and once more for each part. */
    long excess() {
      SegmentPlan segments = plan.segments();
      long seconds =
          segments.segments().stream().mapToLong(SegmentPlan.Segment::askedSeconds).sum();
      return segments.size().pixels() * seconds * segments.count();
    }

    /** Weighted rendezvous hashing: the least turn wins, in shares as the weights are. */
    double turn(String taskId) {
      CRC32 crc = new CRC32();
      crc.update((taskId + "/" + name()).getBytes(StandardCharsets.UTF_8));
      double mixed = mixed(crc.getValue());
      return -Math.log(mixed) / Math.max(weight, 1);
    }

    /** A checksum of near texts is near; spread over (0, 1). */
    private static double mixed(long value) {
      long z = (value + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return (((z ^ (z >>> 31)) >>> 11) + 0.5) / (1L << 53);
    }
  }

  private static Map<Model, List<Candidate>> everyModel(List<Engine> engines) {
    List<Candidate> all = engines.stream().map(engine -> new Candidate(engine.name(), 0)).toList();
    return Arrays.stream(Model.values()).collect(Collectors.toMap(Function.identity(), _ -> all));
  }
}
