package dev.afterglow.films;

import java.io.IOException;

/** The file of link keys holds none, or none that is safe to sign with. */
public final class UnusableLinkKeys extends IOException {
  private static final long serialVersionUID = 1;

  private final Fault fault;

  UnusableLinkKeys(Fault fault) {
    super("the file of link keys is unusable: " + fault);
    this.fault = fault;
  }

  /** What is wrong with it. */
  public Fault fault() {
    return fault;
  }

  /** What can be wrong with the file. */
  public enum Fault {
    /** It has no line, or more than two. */
    NUMBER,
    /** Its two keys are equal. */
    EQUAL,
    /** A line is not base64url. */
    ENCODING,
    /** A key has fewer than 32 bytes. */
    SHORT
  }
}
