package dev.afterglow.http;

/** One header field. Refuses what could end the field early, so that no value can add another. */
public record Field(String name, String value) {
  private static final AsciiSet NAME = AsciiSet.alphanumericAnd("!#$%&'*+.^_`|~-");
  private static final AsciiSet VALUE = AsciiSet.printableAnd("\t");

  public Field {
    if (name.isEmpty() || !NAME.holdsAll(name)) {
      throw new IllegalArgumentException("not a header name");
    }
    if (!VALUE.holdsAll(value)) {
      throw new IllegalArgumentException(name + ": not printable ASCII");
    }
  }
}
