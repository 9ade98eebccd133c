package dev.afterglow.engines.preview.scene;

/** A colour that has a name in both languages, with its display value. */
public enum Hue {
  RED(0xE0362F),
  ORANGE(0xF28A2E),
  GOLD(0xF2B844),
  YELLOW(0xF6DC4A),
  GREEN(0x45B45A),
  TEAL(0x2BA8A0),
  CYAN(0x52D3E8),
  BLUE(0x2F6FE0),
  INDIGO(0x3A3FA8),
  PURPLE(0x8A4FD0),
  MAGENTA(0xE040B8),
  PINK(0xF49ABF),
  BROWN(0x8A5A36),
  WHITE(0xF6F4EE),
  SILVER(0xC8CED6),
  GREY(0x8A9098),
  BLACK(0x16181C);

  private final int rgb;

  Hue(int rgb) {
    this.rgb = rgb;
  }

  /** The colour as 0xRRGGBB in sRGB. */
  public int rgb() {
    return rgb;
  }
}
