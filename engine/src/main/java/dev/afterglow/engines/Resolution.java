package dev.afterglow.engines;

import java.util.Arrays;
import java.util.Optional;

/** A resolution of the Sora-2 API: its wire name and the pixels of its long and short side. */
public enum Resolution {
  P720("720p", 1280, 720),
  P1024("1024p", 1792, 1024),
  P1080("1080p", 1920, 1080);

  private final String id;
  private final int longSide;
  private final int shortSide;

  Resolution(String id, int longSide, int shortSide) {
    this.id = id;
    this.longSide = longSide;
    this.shortSide = shortSide;
  }

  /** The name on the wire: {@code 720p}, {@code 1024p} or {@code 1080p}. */
  public String id() {
    return id;
  }

  /** Width in pixels of a film of this resolution held in the given orientation. */
  public int width(Orientation orientation) {
    return orientation == Orientation.LANDSCAPE ? longSide : shortSide;
  }

  /** Height in pixels of a film of this resolution held in the given orientation. */
  public int height(Orientation orientation) {
    return orientation == Orientation.LANDSCAPE ? shortSide : longSide;
  }

  /** The resolution with this exact wire name. */
  public static Optional<Resolution> of(String id) {
    return Arrays.stream(values()).filter(resolution -> resolution.id.equals(id)).findFirst();
  }
}
