package dev.afterglow.objects;

import java.util.regex.Pattern;

/** The grammar of names, so that none leads out of a store. */
public final class ObjectName {
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,200}");

  private ObjectName() {}

  /** Whether the text is a name. */
  public static boolean valid(String name) {
    for (String part : name.split("/", -1)) {
      if (!PART.matcher(part).matches()) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws IllegalArgumentException for text that is no name
   */
  public static String require(String name) {
    if (!valid(name)) {
      throw new IllegalArgumentException("not a name of an object");
    }
    return name;
  }

  /** The same for the beginning of names: empty, or a name and a slash. */
  public static String requireFolder(String folder) {
    if (!folder.isEmpty()) {
      if (!folder.endsWith("/")) {
        throw new IllegalArgumentException("a folder ends with a slash");
      }
      require(folder.substring(0, folder.length() - 1));
    }
    return folder;
  }
}
