package dev.afterglow.engines.preview;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;
import dev.afterglow.media.YuvPicture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Things that a prompt adds to a place. */
class ThingsTest {
  private static final Crew CREW = new Crew(2);
  private static final Space WIDE = new Space(320, 180);
  private static final Space TALL = new Space(180, 320);
  private static final int FRAMES = 60;

  @AfterAll
  static void dismiss() {
    CREW.close();
  }

  @ParameterizedTest
  @CsvSource({
    "OCEAN, ISLAND",
    "BEACH, ISLAND",
    "OCEAN, LIGHTHOUSE",
    "BEACH, LIGHTHOUSE",
    "OCEAN, ROCKS",
    "BEACH, ROCKS",
    "OCEAN, PIER",
    "LAKE, PIER",
    "BEACH, PALMS",
    "DESERT, PALMS",
    "GRASSLAND, BUTTERFLIES",
    "FOREST, BUTTERFLIES",
    "LAKE, FLOWERS",
    "LAKE, BRIDGE",
    "RIVER, BRIDGE",
    "RIVER, HOUSES",
    "LAKE, HOUSES",
    "FOREST, HOUSES",
    "MOUNTAINS, HOUSES",
    "GRASSLAND, HOUSES",
    "MOUNTAINS, BALLOONS",
    "DESERT, BALLOONS",
  })
  void whatIsAskedForIsSeenAndLeavesThePlaceInSight(Place place, Element thing)
      throws InterruptedException {
    for (Space space : new Space[] {WIDE, TALL}) {
      byte[] without = draw(place, TimeOfDay.DAY, space, 20);
      byte[] with = draw(place, TimeOfDay.DAY, space, 20, thing);
      double changed = changed(without, with);
      assertTrue(changed > 0.0015, thing + " is not seen in " + space + ": " + changed);
      assertTrue(changed < 0.5, thing + " hides " + place + " in " + space + ": " + changed);
    }
  }

  /** What makes another picture of a place: its kind of tree, its light, its ground. */
  @ParameterizedTest
  @CsvSource({
    "FOREST, DAY, BAMBOO",
    "CITY, NIGHT, NEON",
    "SPACE, NIGHT, REGOLITH",
    "MOUNTAINS, DAY, VOLCANO"
  })
  void whatShapesAPlaceIsSeenAllOverIt(Place place, TimeOfDay time, Element thing)
      throws InterruptedException {
    double changed = changed(draw(place, time, WIDE, 20), draw(place, time, WIDE, 20, thing));
    assertTrue(changed > 0.15, thing + " changes " + changed + " of " + place);
  }

  @Test
  void whatDoesNotBelongInAPlaceIsNotDrawnThere() throws InterruptedException {
    byte[] plain = draw(Place.UNDERWATER, TimeOfDay.DAY, WIDE, 20);
    byte[] asked =
        draw(
            Place.UNDERWATER,
            TimeOfDay.DAY,
            WIDE,
            20,
            Element.LIGHTHOUSE,
            Element.PIER,
            Element.PALMS,
            Element.BALLOONS,
            Element.BUTTERFLIES);
    assertArrayEquals(plain, asked);
  }

  @Test
  void beamsOfALighthouseTurnAtNightOnly() throws InterruptedException {
    // by day only the tower's edges move, with the camera
    double day = skyThatChanges(TimeOfDay.DAY);
    double night = skyThatChanges(TimeOfDay.NIGHT);
    assertTrue(night > 0.05, "night: " + night);
    assertTrue(day < 0.01, "day: " + day);
  }

  /** How much of the sky a lighthouse changes within two seconds that does not change without. */
  private static double skyThatChanges(TimeOfDay time) throws InterruptedException {
    byte[] with0 = draw(Place.OCEAN, time, WIDE, 0, Element.LIGHTHOUSE);
    byte[] with1 = draw(Place.OCEAN, time, WIDE, FRAMES - 1, Element.LIGHTHOUSE);
    byte[] without0 = draw(Place.OCEAN, time, WIDE, 0);
    byte[] without1 = draw(Place.OCEAN, time, WIDE, FRAMES - 1);
    int sky = WIDE.width() * (WIDE.height() * 2 / 5);
    int differ = 0;
    for (int i = 0; i < sky; i++) {
      int beam = (with1[i] & 255) - (without1[i] & 255) - (with0[i] & 255) + (without0[i] & 255);
      differ += Math.abs(beam) > 5 ? 1 : 0;
    }
    return (double) differ / sky;
  }

  private static double changed(byte[] one, byte[] two) {
    int changed = 0;
    for (int i = 0; i < one.length; i++) {
      changed += Math.abs((one[i] & 255) - (two[i] & 255)) > 10 ? 1 : 0;
    }
    return (double) changed / one.length;
  }

  private static byte[] draw(
      Place place, TimeOfDay time, Space space, int number, Element... things)
      throws InterruptedException {
    Studio studio =
        Studio.prepare(
            Scenes.of(place, time, Weather.CLEAR, 3, things), space, FRAMES, 30, false, CREW);
    YuvPicture picture = new YuvPicture(space.width(), space.height());
    studio.draw(number, picture);
    return picture.luma();
  }
}
