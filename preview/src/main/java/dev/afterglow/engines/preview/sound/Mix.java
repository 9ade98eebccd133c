package dev.afterglow.engines.preview.sound;

import dev.afterglow.engines.preview.scene.Element;
import dev.afterglow.engines.preview.scene.Events;
import dev.afterglow.engines.preview.scene.Place;
import dev.afterglow.engines.preview.scene.Scene;
import dev.afterglow.engines.preview.scene.Season;
import dev.afterglow.engines.preview.scene.Weather;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Chooses what is heard in a scene, and how loud each is beside the others. */
final class Mix {
  /** Where there are no insects and no birds to be heard. */
  private static final Set<Place> LIFELESS =
      Set.of(Place.OCEAN, Place.CLOUDS, Place.UNDERWATER, Place.SPACE, Place.ABSTRACT, Place.CITY);

  private final Scene scene;
  private final SplittableRandom random;
  private final List<Voice> voices = new ArrayList<>();

  private Mix(Scene scene) {
    this.scene = scene;
    random = new SplittableRandom(scene.seed() ^ 0x50_7e_1dL);
  }

  /** The voices of a scene whose film lasts so long. */
  static List<Voice> of(Scene scene, double seconds) {
    Mix mix = new Mix(scene);
    mix.place();
    mix.weather();
    mix.life();
    mix.things(seconds);
    return List.copyOf(mix.voices);
  }

  private void place() {
    switch (scene.place()) {
      case WATERFALL -> {
        add(Beds.waterfall(random.split()), 1);
        add(new Grains(random.split(), Recipes::bubble), 0.35);
      }
      case RIVER -> {
        add(Beds.stream(random.split()), 0.8);
        add(new Grains(random.split(), Recipes::bubble), 0.8);
      }
      case LAKE -> {
        add(new Swells(random.split(), 3.4), 0.35);
        add(new Grains(random.split(), Recipes::bubble), 0.16);
      }
      case OCEAN -> {
        add(new Swells(random.split(), 6.5), 1);
        add(new Swells(random.split(), 4.3), 0.5);
        add(Beds.wind(random.split()), 0.18);
      }
      case BEACH -> {
        add(new Swells(random.split(), 5.2), 1);
        add(Beds.foam(random.split()), 0.16);
      }
      case MOUNTAINS, DESERT -> add(Beds.wind(random.split()), 0.8);
      case FOREST -> add(Beds.leaves(random.split()), 0.4);
      case GRASSLAND -> {
        add(Beds.leaves(random.split()), 0.22);
        add(Beds.wind(random.split()), 0.25);
      }
      case CITY -> {
        add(Beds.streets(random.split()), 0.7);
        if (scene.has(Element.TRAFFIC)) {
          add(new Passing(random.split()), 0.6);
          add(new Passing(random.split()), 0.35);
        }
      }
      case CLOUDS -> {
        add(Beds.wind(random.split()), 0.45);
        music(0.35);
      }
      case UNDERWATER -> {
        add(Beds.depths(random.split()), 0.8);
        add(new Grains(random.split(), Recipes::breath), 0.8);
        music(0.25);
      }
      case SPACE -> {
        add(Beds.depths(random.split()), 0.3);
        music(0.9);
      }
      case CAMPFIRE -> fire(1);
      case NIGHT_SKY -> {
        add(Beds.air(random.split()), 0.4);
        music(0.4);
      }
      case ABSTRACT -> music(1);
    }
  }

  private void weather() {
    boolean inside = scene.place() == Place.UNDERWATER || scene.place() == Place.SPACE;
    if (inside) {
      return;
    }
    switch (scene.weather()) {
      case RAIN -> {
        add(Beds.rain(random.split()), 0.9);
        add(new Grains(random.split(), Recipes::drop), 0.7);
      }
      case STORM -> {
        add(Beds.rain(random.split()), 0.9);
        add(Beds.wind(random.split()), 0.6);
      }
      case WINDY -> add(Beds.wind(random.split()), 0.7);
      case SNOW -> add(Beds.wind(random.split()), 0.3);
      case CLOUDY, FOG -> add(Beds.air(random.split()), 0.25);
      case CLEAR -> {}
    }
  }

  private void life() {
    boolean rough = scene.weather().rains() || scene.weather() == Weather.SNOW;
    boolean lively = !LIFELESS.contains(scene.place()) && !rough;
    boolean birds = scene.has(Element.BIRDS);
    boolean shore = scene.place() == Place.OCEAN || scene.place() == Place.BEACH;
    if (shore && (birds || (scene.place() == Place.BEACH && !scene.dark() && !rough))) {
      add(Calls.of(random.split(), Calls.Animal.GULL, birds ? 3 : 2), birds ? 1.3 : 0.8);
    } else if (birds || (lively && !scene.dark() && sings(scene.place()))) {
      add(Calls.of(random.split(), Calls.Animal.SONGBIRD, birds ? 4 : 3), birds ? 2 : 1.3);
    }
    boolean warm = scene.season() == Season.SUMMER || scene.season() == Season.SPRING;
    if (lively && scene.dark() && warm && scene.place() != Place.DESERT) {
      add(Calls.of(random.split(), Calls.Animal.CRICKET, 5), 2);
    }
  }

  private static boolean sings(Place place) {
    return switch (place) {
      case FOREST, GRASSLAND, RIVER, LAKE, WATERFALL -> true;
      case OCEAN, BEACH, MOUNTAINS, DESERT, CITY, CLOUDS -> false;
      case UNDERWATER, SPACE, CAMPFIRE, NIGHT_SKY, ABSTRACT -> false;
    };
  }

  private void things(double seconds) {
    if (scene.has(Element.FIRE) && scene.place() != Place.CAMPFIRE) {
      fire(0.5);
    }
    if (scene.has(Element.WATERFALL) && scene.place() != Place.WATERFALL) {
      add(Beds.waterfall(random.split()), 0.4);
    }
    if (scene.has(Element.AURORA) && scene.place() != Place.NIGHT_SKY) {
      music(0.35);
    }
    Events events = Events.of(scene, seconds);
    if (!events.lightning().isEmpty() || !events.fireworks().isEmpty()) {
      add(Booms.of(events), 1.4);
    }
  }

  private void fire(double gain) {
    add(Beds.fire(random.split()), 0.7 * gain);
    add(new Grains(random.split(), Recipes::crackle), gain);
  }

  private void music(double gain) {
    add(new Pads(random.split(), scene.mood()), gain);
  }

  private void add(Voice voice, double gain) {
    voices.add(voice.at(gain));
  }
}
