package dev.afterglow.engines.preview.sea;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Frame;
import dev.afterglow.engines.preview.draw.Noise;
import dev.afterglow.engines.preview.draw.Stage;

/**
 * The line where a beach meets the sea, in metres: all that depends on the place along the shore
 * but not on the distance from it, kept in tables and moved once a frame.
 */
final class Coast {
  /** How far waves run up, metres. */
  static final float RUN = 8;

  /** How far a beach bends out and in from one place to the next, on top of its line, metres. */
  static final float BENDS = 2.2f;

  static final float BREAKERS_APART = 17;

  /** How much earlier or later a breaker comes where the beach bends, metres. */
  static final float BREAKER_BENDS = 5;

  private static final float BREAKER_SPEED = 3.1f;

  /** The most metres by which a breaker comes earlier or later. */
  private static final float LAGS = 8;

  /** Metres from the eye to the middle of the water's edge. */
  private static final float EDGE = 27;

  /** Units under the horizon to which a beach reaches. */
  static final float NEAREST = 40;

  /** Units by which a camera may look past both sides. */
  private static final float ASIDE = 200;

  /** Points in a metre. */
  private static final int DENSITY = 4;

  /** Columns that share their last row of water. */
  private static final int BLOCK = 8;

  private final Stage stage;
  private final Conditions conditions;
  private final float offset;
  private final float half;
  private final float[] edge;
  private final float[] own;
  private final float[] reach;
  private final float[] front;
  private final float[] lag;
  private final float[][] crests = new float[6][];
  private final int[] last;
  private float travelled;
  private int firstCrest;

  Coast(Stage stage, Conditions conditions) {
    this.stage = stage;
    this.conditions = conditions;
    offset = stage.offset("shore");
    half = (stage.space().half() + ASIDE) * conditions.eye() / NEAREST;
    int points = (int) (2 * half * DENSITY) + 2;
    edge = new float[points];
    own = new float[points];
    reach = new float[points];
    front = new float[points];
    lag = new float[points];
    last = new int[(stage.space().width() + BLOCK - 1) / BLOCK];
    float side = stage.scene().seed() % 2 == 0 ? 1 : -1;
    for (int i = 0; i < points; i++) {
      float across = (float) i / DENSITY - half;
      edge[i] = EDGE + side * 0.34f * across + 3.2f * Noise.at(across / 21 + offset, offset);
      own[i] = 1.1f * Noise.at(across / 16 + offset, 7.3f);
      reach[i] = RUN * (0.8f + 0.35f * Noise.at(across / 9 + offset, 2.9f));
      lag[i] = 3.4f * Noise.at(across / 33 + offset, 4.4f);
    }
    for (int i = 0; i < crests.length; i++) {
      crests[i] = new float[points];
    }
  }

  /**
   * Moves the water to a moment.
   *
   * @param tops for each column the first row that need not be drawn; receives the row behind the
   *     last one that shows water, where that is higher
   */
  void lower(Frame frame, int[] tops) {
    move(frame);
    findWater(frame);
    for (int x = 0; x < tops.length; x++) {
      // with a row to spare for what is blended into it
      tops[x] = Math.min(tops[x], lastRow(x) + 2);
    }
  }

  private void move(Frame frame) {
    float t = frame.seconds();
    for (int i = 0; i < front.length; i++) {
      // each part of the shore has its own time
      float swing = (float) Math.sin(t * 1.05f + own[i] + 0.35f);
      float other = (float) Math.sin(t * 0.63f + 2 * own[i] + offset);
      front[i] = reach[i] * (0.5f + 0.36f * swing + 0.14f * other);
    }
    travelled = BREAKER_SPEED * t;
    firstCrest = (int) Math.floor((travelled - LAGS) / BREAKERS_APART);
    for (int k = 0; k < crests.length; k++) {
      int wave = firstCrest + k;
      float[] crest = crests[k];
      for (int i = 0; i < crest.length; i++) {
        float across = (float) i / DENSITY - half;
        float grown = Noise.at(across / 24 + wave * 7.7f, wave * 3.1f + 0.05f * t);
        crest[i] = Curves.smooth(-0.32f, 0.25f, grown);
      }
    }
  }

  private void findWater(Frame frame) {
    int bottom = stage.space().height() - 1;
    for (int block = 0; block < last.length; block++) {
      int y = bottom;
      while (y > 0 && !wets(frame, (block + 0.5f) * BLOCK, y)) {
        y--;
      }
      last[block] = y;
    }
  }

  /** Whether water may be seen around here, wherever the beach bends. */
  private boolean wets(Frame frame, float column, int y) {
    float units = frame.unitY(y, 0.1f) - stage.horizon();
    if (units < NEAREST) {
      return true;
    }
    float across = frame.unitX(column, depth(units)) * conditions.eye() / units;
    float place = place(across);
    return distance(units) - edge(place) + front(place) > -0.5f * BENDS - 0.3f;
  }

  /** The depth at which a camera sees what lies so many units under the horizon. */
  static float depth(float units) {
    return Curves.mix(0.1f, 1.6f, units / 400);
  }

  /** Metres from the eye of what lies so many units under the horizon. */
  private float distance(float units) {
    return conditions.eye() * conditions.focal() / units;
  }

  /** The last row in which water may be seen in a column. */
  private int lastRow(int column) {
    int block = column / BLOCK;
    int row = Math.max(last[block], last[Math.max(0, block - 1)]);
    return Math.max(row, last[Math.min(last.length - 1, block + 1)]);
  }

  /** Where in the tables a place is that lies this many metres to the right of the eye. */
  float place(float across) {
    return Math.clamp((across + half) * DENSITY, 0, edge.length - 1.001f);
  }

  /** Metres from the eye to the line at which the water rests. */
  float edge(float place) {
    return at(edge, place);
  }

  /** How many metres the water has run up from that line. */
  float front(float place) {
    return at(front, place);
  }

  /**
   * The breaking waves at a place.
   *
   * @param sea metres behind the resting line
   * @param bend -0.5 to 0.5 as the beach bends
   * @return how many waves are past; {@link #grown} takes the whole of them
   */
  float breakers(float place, float sea, float bend) {
    return (sea + travelled + at(lag, place) + BREAKER_BENDS * bend) / BREAKERS_APART;
  }

  /** How much of a wave breaks at a place, 0 to 1. */
  float grown(float place, int wave) {
    return at(crests[Math.clamp(wave - firstCrest, 0, crests.length - 1)], place);
  }

  private static float at(float[] table, float place) {
    int i = (int) place;
    float a = table[i];
    return a + (table[i + 1] - a) * (place - i);
  }
}
