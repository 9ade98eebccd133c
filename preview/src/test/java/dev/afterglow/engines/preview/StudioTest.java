package dev.afterglow.engines.preview;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.afterglow.engines.preview.draw.Crew;
import dev.afterglow.engines.preview.draw.Space;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;
import dev.afterglow.media.YuvPicture;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudioTest {
  private static final Crew CREW = new Crew(2);
  private static final Space WIDE = new Space(192, 108);
  private static final Space TALL = new Space(108, 192);
  private static final int FRAMES = 30;

  @AfterAll
  static void dismiss() {
    CREW.close();
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void everyPlaceIsAPictureThatMoves(Place place) throws InterruptedException {
    for (Space space : new Space[] {WIDE, TALL}) {
      Studio studio = studio(Scenes.of(place, TimeOfDay.DAY, Weather.CLEAR, 3), space);
      byte[] first = draw(studio, space, 0).luma();
      byte[] last = draw(studio, space, FRAMES - 1).luma();
      assertTrue(spread(first) > 6, place + " is flat: " + spread(first));
      assertTrue(
          difference(first, last) > 0.8, place + " stands still: " + difference(first, last));
    }
  }

  @ParameterizedTest
  @EnumSource(TimeOfDay.class)
  void everyTimeOfDayGivesLegalPictures(TimeOfDay time) throws InterruptedException {
    for (Weather weather : Weather.values()) {
      Scene scene = Scenes.of(Place.LAKE, time, weather, 5, Element.RAINBOW, Element.BIRDS);
      YuvPicture picture = draw(studio(scene, WIDE), WIDE, 7);
      // a float that is not a number would arrive as 0
      for (byte luma : picture.luma()) {
        assertTrue((luma & 255) >= 15 && (luma & 255) <= 236, time + " " + weather + ": " + luma);
      }
      for (byte chroma : picture.blue()) {
        assertTrue((chroma & 255) >= 16 && (chroma & 255) <= 240);
      }
    }
  }

  @Test
  void nightIsDarkerThanDay() throws InterruptedException {
    Scene day = Scenes.of(Place.MOUNTAINS, TimeOfDay.DAY, Weather.CLEAR, 1);
    Scene night = Scenes.of(Place.MOUNTAINS, TimeOfDay.NIGHT, Weather.CLEAR, 1);
    double bright = mean(draw(studio(day, WIDE), WIDE, 0).luma());
    double dark = mean(draw(studio(night, WIDE), WIDE, 0).luma());
    assertTrue(dark < bright * 0.6, dark + " of " + bright);
  }

  @Test
  void framesDoNotDependOnTheirOrderOrOnTheCrew() throws InterruptedException {
    Scene scene = Scenes.of(Place.WATERFALL, TimeOfDay.DAY, Weather.CLEAR, 9, Element.RAINBOW);
    Studio one = studio(scene, WIDE);
    draw(one, WIDE, 20);
    byte[] after = draw(one, WIDE, 4).luma();
    try (Crew alone = new Crew(1)) {
      Studio other = Studio.prepare(scene, WIDE, FRAMES, 30, false, alone);
      assertArrayEquals(draw(other, WIDE, 4).luma(), after);
    }
  }

  @Test
  void seedsGiveDifferentPictures() throws InterruptedException {
    byte[] one =
        draw(studio(Scenes.of(Place.LAKE, TimeOfDay.DAY, Weather.CLEAR, 1), WIDE), WIDE, 0).luma();
    byte[] two =
        draw(studio(Scenes.of(Place.LAKE, TimeOfDay.DAY, Weather.CLEAR, 3), WIDE), WIDE, 0).luma();
    assertTrue(difference(one, two) > 3);
  }

  @Test
  void captionIsSeenOnlyInTheLastSecondsAndOnlyWhenAsked() throws InterruptedException {
    Scene scene = Scenes.of(Place.DESERT, TimeOfDay.DAY, Weather.CLEAR, 1);
    Space space = new Space(320, 180);
    int frames = 150;
    Studio plain = Studio.prepare(scene, space, frames, 30, false, CREW);
    Studio captioned = Studio.prepare(scene, space, frames, 30, true, CREW);
    assertArrayEquals(draw(plain, space, 30).luma(), draw(captioned, space, 30).luma());
    assertFalse(Arrays.equals(draw(plain, space, 110).luma(), draw(captioned, space, 110).luma()));
  }

  private static Studio studio(Scene scene, Space space) throws InterruptedException {
    return Studio.prepare(scene, space, FRAMES, 30, false, CREW);
  }

  private static YuvPicture draw(Studio studio, Space space, int number)
      throws InterruptedException {
    YuvPicture picture = new YuvPicture(space.width(), space.height());
    studio.draw(number, picture);
    return picture;
  }

  private static double mean(byte[] luma) {
    double sum = 0;
    for (byte each : luma) {
      sum += each & 255;
    }
    return sum / luma.length;
  }

  private static double spread(byte[] luma) {
    double mean = mean(luma);
    double sum = 0;
    for (byte each : luma) {
      sum += ((each & 255) - mean) * ((each & 255) - mean);
    }
    return Math.sqrt(sum / luma.length);
  }

  private static double difference(byte[] one, byte[] two) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 255) - (two[i] & 255));
    }
    return sum / one.length;
  }
}
