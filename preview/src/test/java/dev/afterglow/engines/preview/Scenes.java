package dev.afterglow.engines.preview;

import dev.afterglow.engines.preview.scene.CameraMove;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Mood;
import dev.afterglow.engines.preview.scene.Pace;
import dev.afterglow.engines.preview.scene.Palette;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.Subject;
import dev.afterglow.engines.preview.scene.TimeOfDay;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.Arrays;
import java.util.List;

/** Scenes for tests, without the detour of a prompt. */
final class Scenes {
  private Scenes() {}

  static Scene of(Place place, TimeOfDay time, Weather weather, long seed, Element... elements) {
    return new Scene(
        place,
        Arrays.stream(elements).map(Subject::of).toList(),
        time,
        Season.SUMMER,
        weather,
        Mood.NEUTRAL,
        CameraMove.DRIFT,
        Pace.NATURAL,
        List.of(),
        new Palette(List.of(0x204060, 0x808080, 0xF0C080)),
        seed,
        "瀑布 waterfall");
  }
}
