package dev.afterglow.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An http or https address as browsers read it (WHATWG URL): white space around it is nothing, and
 * path and query may hold blanks, brackets and letters of any script, which are escaped. What only
 * some parsers understand, or understand in another way, is refused: backslashes, control
 * characters inside, fewer or more slashes than two. The authority is left as it is for {@link
 * Target} to judge.
 *
 * @param authority everything between the two slashes and the path, unchecked
 * @param path in ASCII, beginning with a slash, without dot segments
 * @param query in ASCII with its question mark, or empty
 */
public record WebUrl(boolean secure, String authority, String path, String query) {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
  private static final Pattern PARTS =
      Pattern.compile("//([^/?#]+)([^?#]*)(\\?[^#]*)?(?:#.*)?", Pattern.DOTALL);
  private static final Pattern RELATIVE =
      Pattern.compile("([^?#]*)(\\?[^#]*)?(?:#.*)?", Pattern.DOTALL);

  /** Visible ASCII that has to be escaped; browsers leave some of it, and servers read it alike. */
  private static final String ESCAPED = " \"<>[]^`{|}";

  /** The text without the blanks, tabs and line breaks around it. */
  public static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Whether a text begins like an absolute URL of any scheme. */
  public static boolean hasScheme(String text) {
    return SCHEME.matcher(text).lookingAt();
  }

  static WebUrl parse(String text) throws Forbidden {
    String url = usual(text);
    Matcher absolute = SCHEME.matcher(url);
    if (!absolute.matches()) {
      throw new Forbidden("the URL has no scheme");
    }
    return of(secure(absolute.group(1)), absolute.group(2));
  }

  /** Where a {@code Location} leads from here. */
  WebUrl resolve(String location) throws Forbidden {
    String text = usual(location);
    Matcher absolute = SCHEME.matcher(text);
    if (absolute.matches()) {
      return of(secure(absolute.group(1)), absolute.group(2));
    }
    if (text.startsWith("//")) {
      return of(secure, text);
    }
    Matcher relative = RELATIVE.matcher(text);
    if (!relative.matches()) {
      throw new Forbidden("not a URL");
    }
    String to = relative.group(1);
    if (to.isEmpty()) {
      return new WebUrl(
          secure, authority, path, relative.group(2) == null ? query : query(relative.group(2)));
    }
    String whole = to.startsWith("/") ? to : path.substring(0, path.lastIndexOf('/') + 1) + to;
    return new WebUrl(secure, authority, path(whole), query(relative.group(2)));
  }

  /** Path and query, as they go into a request. */
  String resource() {
    return path + query;
  }

  private static WebUrl of(boolean secure, String behindScheme) throws Forbidden {
    Matcher parts = PARTS.matcher(behindScheme);
    if (!parts.matches()) {
      throw new Forbidden("not two slashes and a host behind the scheme");
    }
    return new WebUrl(secure, parts.group(1), path(parts.group(2)), query(parts.group(3)));
  }

  private static boolean secure(String scheme) throws Forbidden {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http" -> false;
      case "https" -> true;
      default -> throw new Forbidden("the scheme is neither http nor https");
    };
  }

  private static String usual(String text) throws Forbidden {
    String url = trimmed(text);
    if (url.chars().anyMatch(c -> c < ' ' || c == 0x7F || c == '\\')) {
      throw new Forbidden("the URL holds a control character or a backslash");
    }
    return url;
  }

  private static String query(@Nullable String given) {
    return given == null || given.equals("?") ? "" : escaped(given);
  }

  /** Without {@code .} and {@code ..}, escaped or not. */
  private static String path(String given) {
    List<String> segments = new ArrayList<>();
    String[] all = escaped(given).split("/", -1);
    for (int i = 1; i < all.length; i++) {
      String plain = all[i].replaceAll("(?i)%2e", ".");
      boolean last = i == all.length - 1;
      if (plain.equals("..")) {
        if (!segments.isEmpty()) {
          segments.removeLast();
        }
      } else if (!plain.equals(".")) {
        segments.add(all[i]);
        continue;
      }
      if (last) {
        segments.add("");
      }
    }
    return "/" + String.join("/", segments);
  }

  /** A per cent sign that begins no escape stands for itself. */
  private static String escaped(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          boolean plain = point < 0x7F && ESCAPED.indexOf(point) < 0;
          if (plain) {
            ascii.appendCodePoint(point);
          } else {
            escape(ascii, point);
          }
        });
    return ascii.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
  }

  private static void escape(StringBuilder ascii, int point) {
    byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
    HexFormat hex = HexFormat.of().withUpperCase();
    for (byte part : bytes) {
      ascii.append('%').append(hex.toHexDigits(part));
    }
  }

  private static boolean isSpace(char character) {
    return character == ' '
        || character == '\t'
        || character == '\n'
        || character == '\f'
        || character == '\r';
  }
}
