package dev.afterglow.cli.terminal;

import java.util.List;

/** A reason not to start, in sentences for people. */
public final class StartRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> lines;

  public StartRefused(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  public List<String> lines() {
    return lines;
  }
}
