package dev.afterglow.engines.preview.meadow;

import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Scene;
import java.util.Optional;

/**
 * The colours of grass: those of the season, or those a prompt gives it, such as the gold of ripe
 * wheat.
 *
 * @param lush where it is fresh
 * @param dry where it is dry
 * @param root a blade close to the ground
 * @param tip the end of a blade
 */
record Sward(Rgb lush, Rgb dry, Rgb root, Rgb tip) {
  static Sward of(Scene scene) {
    Sward season =
        switch (scene.season()) {
          case SPRING -> of(0x407520, 0x5C8026, 0x142B0A, 0x6BA82E);
          case SUMMER -> of(0x3B691C, 0x70752B, 0x142B0A, 0x66992B);
          case AUTUMN -> of(0x756124, 0x946626, 0x3D2E0F, 0xCC943D);
          case WINTER -> of(0x615E3D, 0x7A7352, 0x8C8A84, 0xF2F4F8);
        };
    return asked(scene).map(season::dyed).orElse(season);
  }

  private static Sward of(int lush, int dry, int root, int tip) {
    return new Sward(Rgb.of(lush), Rgb.of(dry), Rgb.of(root), Rgb.of(tip));
  }

  /** Whether the prompt gives the grass a colour that grass does not have by itself. */
  static boolean coloured(Scene scene) {
    return asked(scene).isPresent();
  }

  private static Optional<Rgb> asked(Scene scene) {
    Optional<Hue> own = scene.subject(Element.GRASS).flatMap(grass -> grass.hue());
    Optional<Hue> any =
        scene.has(Element.FLOWERS) ? Optional.empty() : scene.hues().stream().findFirst();
    return own.or(() -> any).filter(hue -> hue != Hue.GREEN).map(hue -> Rgb.of(hue.rgb()));
  }

  private Sward dyed(Rgb colour) {
    return new Sward(
        lush.mix(colour.times(0.66f), 0.85f),
        dry.mix(colour.times(0.80f), 0.85f),
        root.mix(colour.times(0.34f), 0.85f),
        tip.mix(colour, 0.9f));
  }
}
