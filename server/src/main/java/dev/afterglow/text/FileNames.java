package dev.afterglow.text;

/** A client's name for a file as it may be shown: never part of a path of ours. */
public final class FileNames {
  private static final int LONGEST = 200;

  private FileNames() {}

  /** The name without folders and control characters, at most 200 code points; may be empty. */
  public static String clean(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String clean = last.replaceAll("\\p{Cntrl}|\\p{Cs}", "").strip();
    int whole = Math.min(LONGEST, clean.codePointCount(0, clean.length()));
    return clean.substring(0, clean.offsetByCodePoints(0, whole));
  }
}
