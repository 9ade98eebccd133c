package dev.afterglow.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All routes, found by path first and by method then. */
final class RouteTable {
  private final Map<Integer, List<Place>> byLength = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if two routes answer the same requests
   */
  RouteTable(List<Route> routes) {
    Map<String, Place> byShape = new LinkedHashMap<>();
    for (Route route : routes) {
      Place place = byShape.computeIfAbsent(route.path().shape(), _ -> new Place(route.path()));
      if (place.routes.put(route.method(), route) != null) {
        throw new IllegalArgumentException(route.method() + " " + route.path() + ": two routes");
      }
    }
    byShape.values().stream()
        .sorted(Comparator.comparing(place -> place.pattern.precedence()))
        .forEach(place ->
            byLength.computeIfAbsent(place.pattern.length(), _ -> new ArrayList<>()).add(place));
  }

  /** Every route. */
  List<Route> all() {
    return byLength.values().stream()
        .flatMap(List::stream)
        .flatMap(place -> place.routes.values().stream())
        .toList();
  }

  /** What is at a path: the most literal pattern wins. */
  Optional<Place> at(String path) {
    List<String> segments = PathPattern.split(path);
    return byLength.getOrDefault(segments.size(), List.of()).stream()
        .filter(place -> place.pattern.match(segments).isPresent())
        .findFirst();
  }

  /** The routes that share a path. */
  static final class Place {
    private final PathPattern pattern;
    private final Map<Method, Route> routes = new EnumMap<>(Method.class);

    private Place(PathPattern pattern) {
      this.pattern = pattern;
    }

    Optional<Route> route(Method method) {
      return Optional.ofNullable(routes.get(method));
    }

    /** For the {@code Allow} header. */
    String allowed() {
      List<String> names = new ArrayList<>();
      routes.keySet().forEach(method -> names.add(method.name()));
      if (routes.containsKey(Method.GET)) {
        names.add("HEAD");
      }
      names.add("OPTIONS");
      return String.join(", ", names);
    }

    /** Whether pages of other origins may ask: only where a key or a signature decides. */
    boolean sharedAcrossOrigins() {
      return routes.values().stream().noneMatch(route -> route.access() == Access.OPEN);
    }
  }
}
