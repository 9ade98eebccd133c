package dev.afterglow.http;

import dev.afterglow.text.Printable;
import dev.afterglow.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All routes, found by path first and by method then. */
final class RouteTable {
  private static final String VERSION = "/v1";

  private final Map<Integer, List<Resource>> byLength = new LinkedHashMap<>();

  /** Paths that are there under {@code /v1} alone, without it. */
  private final Set<String> unversioned = new HashSet<>();

  /**
   * @throws IllegalArgumentException if two routes answer the same requests
   */
  RouteTable(List<Route> routes) {
    Map<String, Resource> byShape = new LinkedHashMap<>();
    for (Route route : routes) {
      Resource resource =
          byShape.computeIfAbsent(route.path().shape(), _ -> new Resource(route.path()));
      resource.sharedAcrossOrigins &=
          route.access() != Access.OPEN && route.access() != Access.PROBE;
      if (resource.routes.put(route.method(), route) != null) {
        throw new IllegalArgumentException(route.method() + " " + route.path() + ": two routes");
      }
    }
    byShape.values().stream()
        .sorted(Comparator.comparing(resource -> resource.pattern.precedence()))
        .forEach(resource ->
            byLength
                .computeIfAbsent(resource.pattern.length(), _ -> new ArrayList<>())
                .add(resource));
    for (Resource resource : byShape.values()) {
      String path = resource.pattern.toString();
      if (resource.pattern.isLiteral() && path.startsWith(VERSION + "/")) {
        unversioned.add(path.substring(VERSION.length()));
      }
    }
  }

  /** Every route. */
  List<Route> all() {
    return byLength.values().stream()
        .flatMap(List::stream)
        .flatMap(resource -> resource.routes.values().stream())
        .toList();
  }

  /**
   * What is at a path: the most literal pattern wins. A path that lacks its {@code /v1} is not
   * taken for the value of a variable.
   */
  Optional<Match> at(String path) {
    List<String> segments = PathPattern.split(path);
    for (Resource resource : byLength.getOrDefault(segments.size(), List.of())) {
      Optional<Map<String, String>> variables = resource.pattern.match(segments);
      if (variables.isPresent()) {
        if (!variables.get().isEmpty() && unversioned.contains(path)) {
          return Optional.empty();
        }
        return Optional.of(new Match(resource, variables.orElseThrow()));
      }
    }
    return Optional.empty();
  }

  /** Every method of any route, for {@code OPTIONS *}. */
  String allowed() {
    Set<Method> methods = EnumSet.noneOf(Method.class);
    all().forEach(route -> methods.add(route.method()));
    return String.join(", ", names(methods));
  }

  /** 404 that names the path and, where the mistake is a usual one, what was meant. */
  ApiError unknown(String path) {
    String meant = path.replaceAll("/{2,}", "/").replaceFirst("^(/v1)+/", "/v1/");
    meant =
        meant.length() > 1 && meant.endsWith("/") ? meant.substring(0, meant.length() - 1) : meant;
    List<String> candidates =
        List.of(
            meant,
            "/v1" + meant,
            meant.replaceFirst("^/v1/", "/"),
            meant + "s", // one of many, or many of one
            meant.replaceFirst("s$", ""));
    for (String near : candidates) {
      if (!near.equals(path) && at(near).isPresent()) {
        String key =
            path.startsWith("/v1/v1/")
                ? "path.doubled"
                : path.equals(near + "/") ? "path.slash" : "path.near";
        return ApiError.of(
            ErrorKind.NOT_FOUND, Text.of(key, Printable.of(path), Printable.of(near)));
      }
    }
    return ApiError.of(ErrorKind.NOT_FOUND, Text.of("path.unknown", Printable.of(path)));
  }

  /**
   * The route whose pattern is the longest beginning of a path that leads nowhere: who asked for it
   * speaks its dialect. A doubled {@code /v1} and slashes too many make no difference.
   */
  Optional<Route> near(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    String meant = path.replaceAll("/{2,}", "/").replaceFirst("^(/v1)+/", "/v1/");
    if (unversioned.contains(meant) && at(meant).isEmpty()) {
      meant = VERSION + meant;
    }
    List<String> segments = PathPattern.split(meant);
    for (int length = segments.size(); length > 0; length--) {
      Optional<Match> found = at("/" + String.join("/", segments.subList(0, length)));
      if (found.isPresent()) {
        return found.get().resource().any();
      }
    }
    return Optional.empty();
  }

  private static List<String> names(Set<Method> methods) {
    List<String> names = new ArrayList<>();
    methods.forEach(method -> names.add(method.name()));
    if (methods.contains(Method.GET)) {
      names.add("HEAD");
    }
    names.add("OPTIONS");
    return names;
  }

  /**
   * What a path leads to.
   *
   * @param variables the values of the pattern's variables, as they were sent
   */
  record Match(Resource resource, Map<String, String> variables) {}

  /** What is at one path: the routes that share it. */
  static final class Resource {
    private final PathPattern pattern;
    private final Map<Method, Route> routes = new EnumMap<>(Method.class);
    private boolean sharedAcrossOrigins = true;

    private Resource(PathPattern pattern) {
      this.pattern = pattern;
    }

    /** By the name of its method as it was sent, empty also for {@code HEAD}. */
    Optional<Route> named(String method) {
      return routes.values().stream()
          .filter(route -> route.method().name().equals(method))
          .findFirst();
    }

    Optional<Route> route(Method method) {
      return Optional.ofNullable(routes.get(method));
    }

    /** One of the routes. */
    Optional<Route> any() {
      return routes.values().stream().findFirst();
    }

    /** For the {@code Allow} header. */
    String allowed() {
      return String.join(", ", methods());
    }

    /** The names of the methods that are answered here. */
    List<String> methods() {
      return names(routes.keySet());
    }

    /** Whether pages of other origins may ask: only where a key or a signature decides. */
    boolean sharedAcrossOrigins() {
      return sharedAcrossOrigins;
    }
  }
}
