package dev.afterglow.net;

import java.net.URI;
import java.util.Locale;

/** The origin of one engine, and which addresses lie on it. */
final class Origin {
  private final Target base;
  private final String prefix;

  Origin(URI base) {
    try {
      this.base = Target.read(base.toString());
    } catch (Forbidden e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    String path = this.base.resource();
    this.prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether a target has this origin. */
  boolean owns(Target target) {
    return base.sharesOrigin(target);
  }

  /** The target of an address, wherever it is. */
  Target resolve(UpstreamAddress address) throws Forbidden {
    return switch (address) {
      case UpstreamAddress.Path(String literal) -> {
        requireNoDots(literal);
        yield at(prefix + literal);
      }
      case UpstreamAddress.Given(String location) -> given(location);
    };
  }

  /** The target of an address on this origin. */
  Target home(UpstreamAddress address) throws Forbidden {
    Target target = resolve(address);
    if (!owns(target)) {
      throw new Forbidden("the address is not on the engine's own origin");
    }
    return target;
  }

  private Target given(String location) throws Forbidden {
    return WebUrl.hasScheme(WebUrl.trimmed(location))
        ? Target.read(location)
        : at(prefix + "/").redirected(location);
  }

  private Target at(String resource) throws Forbidden {
    return Target.read((base.secure() ? "https://" : "http://") + base.authority() + resource);
  }

  /** Servers resolve dots, encoded or not; a path that climbs names another resource. */
  private static void requireNoDots(String literal) throws Forbidden {
    String path = literal.split("\\?", 2)[0].toLowerCase(Locale.ROOT);
    for (String segment : path.replace("%2e", ".").replace("%2f", "/").split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw new Forbidden("the path holds dots that lead elsewhere");
      }
    }
  }
}
