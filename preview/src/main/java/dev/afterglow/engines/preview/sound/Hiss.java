package dev.afterglow.engines.preview.sound;

/** White noise between -1 and 1: xorshift64*, of which only the upper bits are used. */
final class Hiss {
  private long state;

  Hiss(long seed) {
    state = seed * 0x9E3779B97F4A7C15L | 1;
  }

  float next() {
    state ^= state >>> 12;
    state ^= state << 25;
    state ^= state >>> 27;
    return ((state * 0x2545F4914F6CDD1DL) >> 40) * 0x1p-23f;
  }
}
