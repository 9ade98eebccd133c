package dev.afterglow.engines.preview.draw;

/** Columns from one to another, both included, or none. */
public final class Span {
  private int from = 1;
  private int to;

  /** Makes it these columns. */
  public void set(int first, int last) {
    from = first;
    to = last;
  }

  void clear() {
    set(1, 0);
  }

  boolean isEmpty() {
    return to < from;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }
}
