package dev.afterglow.engines.preview.falls;

import dev.afterglow.engines.preview.draw.Curves;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.draw.Stage;

/**
 * Where things are in a gorge with a waterfall, in units: the same composition for every shape of
 * picture, with the walls drawn in where the picture is narrow.
 *
 * @param fall x of the main fall
 * @param lip y where the water leaves the edge
 * @param ledge y where it strikes the rock on its way
 * @param base y of the pool
 * @param half from the middle to either side of the picture
 * @param narrow 0 for a wide picture, 1 for a narrow one
 * @param offset shifts all noise, so that seeds differ
 */
record Gorge(
    float fall, float lip, float ledge, float base, float half, float narrow, float offset) {

  static Gorge of(Stage stage) {
    Space space = stage.space();
    float base = stage.horizon();
    float lip = space.at(0.19f);
    return new Gorge(
        space.portrait() ? -36 : -100,
        lip,
        Curves.mix(lip, base, 0.44f),
        base,
        space.half(),
        Curves.smooth(620, 360, space.half()),
        stage.offset("gorge"));
  }

  /** The back of the gorge: a cliff with a notch for the water, ending in a corner on the right. */
  Rock.Shape backWall(Space space) {
    Waver crests = new Waver(space, 80, 7 + offset, 4);
    Waver corners = new Waver(space, 70, 3 + offset, 3);
    return (x, y, relief) -> {
      if (y > base + 6) {
        return -1;
      }
      float aside = Math.abs(x - fall);
      float notch = 6 * Curves.clamp((aside - 30) / 30) + Curves.smooth(34, 150, aside) * 58;
      float crest =
          lip
              - notch
              + 22 * crests.at(x + 160) * Curves.smooth(40, 110, aside)
              + 0.2f * Math.max(0, x - 260)
              + 0.05f * Math.max(0, -x - 460);
      float below = y - crest - (relief - 0.5f) * 10;
      float corner =
          fall
              + 262
              + 150 * Curves.smooth(lip, base, y)
              + 30 * corners.at(y)
              + (relief - 0.5f) * 46 * Curves.smooth(lip - 70, lip + 90, y);
      return Math.min(below, corner - x);
    };
  }

  /** The walls on both sides, nearer than the fall. */
  Rock.Shape sideWalls(Space space) {
    Waver feet = new Waver(space, 34, 1, 3);
    Waver lefts = new Waver(space, 120, 6 + offset, 3);
    Waver rights = new Waver(space, 130, 16 + offset, 3);
    Waver leftTops = new Waver(space, 60, 5 + offset, 3);
    Waver rightTops = new Waver(space, 60, 2 + offset, 3);
    float room = 1 - 0.94f * narrow;
    return (x, y, relief) -> {
      if (y > base + 15 + 9 * feet.at(x)) {
        return -1;
      }
      float rough = (relief - 0.5f) * (24 + 40 * room);
      float left = -half + room * (176 + 60 * lefts.at(y) + y / base * 60) + rough + 26 * narrow;
      float right =
          half
              - room * (150 - 70 * rights.at(y) + Curves.smooth(lip + 60, base, y) * 170)
              - rough
              - 20 * narrow;
      float leftTop = lip - 64 + Math.abs(x + half) * 0.10f + 18 * leftTops.at(x);
      float rightTop = lip + 74 + Math.abs(x - half + 20) * 0.45f + 20 * rightTops.at(x);
      return Math.max(Math.min(left - x, y - leftTop), Math.min(x - right, y - rightTop));
    };
  }
}
