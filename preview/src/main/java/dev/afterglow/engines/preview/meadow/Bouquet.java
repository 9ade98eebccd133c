package dev.afterglow.engines.preview.meadow;

import dev.afterglow.engines.preview.draw.Rgb;
import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Hue;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.Subject;
import java.util.List;
import java.util.Optional;

/** The colours of the flowers in a scene. */
final class Bouquet {
  private static final List<Hue> WILD =
      List.of(Hue.RED, Hue.YELLOW, Hue.WHITE, Hue.PURPLE, Hue.PINK);

  private static final List<Hue> UNDER_BLOSSOM = List.of(Hue.YELLOW, Hue.WHITE, Hue.PINK);

  private Bouquet() {}

  /** Whether trees stand in blossom, as cherries do in spring. */
  static boolean treesBloom(Scene scene) {
    return scene.has(Element.PETALS) && scene.has(Element.TREES) && scene.season() == Season.SPRING;
  }

  /** Whether the prompt speaks of flowers of one colour, as in a field of lavender. */
  static boolean oneKind(Scene scene) {
    return scene.subject(Element.FLOWERS).flatMap(Subject::hue).isPresent();
  }

  /** The colours the prompt asks for, those of wild flowers, or none out of season. */
  static List<Rgb> of(Scene scene) {
    Optional<Subject> flowers = scene.subject(Element.FLOWERS);
    if (flowers.isPresent()) {
      Optional<Hue> hue = flowers.get().hue();
      if (hue.isPresent()) {
        Rgb asked = Rgb.of(hue.get().rgb());
        return List.of(asked, asked.mix(Rgb.WHITE, 0.25f), asked.times(0.82f));
      }
      List<Hue> usual = treesBloom(scene) ? UNDER_BLOSSOM : WILD;
      List<Hue> named = scene.hues().stream().filter(Bouquet::blooms).toList();
      return (named.isEmpty() ? usual : named).stream().map(each -> Rgb.of(each.rgb())).toList();
    }
    boolean bare =
        Sward.coloured(scene) || scene.season() == Season.WINTER || scene.season() == Season.AUTUMN;
    return bare ? List.of() : List.of(Rgb.of(Hue.WHITE.rgb()), Rgb.of(Hue.YELLOW.rgb()));
  }

  private static boolean blooms(Hue hue) {
    return hue != Hue.GREEN && hue != Hue.BLACK && hue != Hue.GREY && hue != Hue.BROWN;
  }
}
