package dev.afterglow.engines.preview;

import dev.afterglow.engines.preview.air.Balloons;
import dev.afterglow.engines.preview.air.Beams;
import dev.afterglow.engines.preview.air.Birds;
import dev.afterglow.engines.preview.air.Butterflies;
import dev.afterglow.engines.preview.air.Rainbow;
import dev.afterglow.engines.preview.city.City;
import dev.afterglow.engines.preview.clouds.CloudSea;
import dev.afterglow.engines.preview.coast.Islands;
import dev.afterglow.engines.preview.coast.Lighthouse;
import dev.afterglow.engines.preview.coast.Palms;
import dev.afterglow.engines.preview.coast.Piers;
import dev.afterglow.engines.preview.coast.SeaRocks;
import dev.afterglow.engines.preview.deep.Underwater;
import dev.afterglow.engines.preview.desert.Desert;
import dev.afterglow.engines.preview.draw.Family;
import dev.afterglow.engines.preview.falls.Waterfall;
import dev.afterglow.engines.preview.fire.Campfire;
import dev.afterglow.engines.preview.fire.Fireworks;
import dev.afterglow.engines.preview.fire.Lanterns;
import dev.afterglow.engines.preview.flow.FlowingLight;
import dev.afterglow.engines.preview.forest.Forest;
import dev.afterglow.engines.preview.land.Mountains;
import dev.afterglow.engines.preview.meadow.Grassland;
import dev.afterglow.engines.preview.night.Aurora;
import dev.afterglow.engines.preview.night.DarkLand;
import dev.afterglow.engines.preview.night.Meteors;
import dev.afterglow.engines.preview.night.MilkyWay;
import dev.afterglow.engines.preview.sea.Beach;
import dev.afterglow.engines.preview.sea.Boats;
import dev.afterglow.engines.preview.sea.Ocean;
import dev.afterglow.engines.preview.space.Cosmos;
import dev.afterglow.engines.preview.space.Moonscape;
import dev.afterglow.engines.preview.volcano.Volcano;
import dev.afterglow.engines.preview.water.Lake;
import dev.afterglow.engines.preview.water.Lotus;
import dev.afterglow.engines.preview.water.River;
import dev.afterglow.engines.preview.weather.Falling;
import java.util.List;

/** All that can be drawn. The order decides who stands in front within a plane. */
final class Families {
  /** Every family, those that stand farther back first. */
  static final List<Family> ALL =
      List.of(
          // what is in the sky of any place
          new MilkyWay(),
          new Aurora(),
          new Meteors(),
          new Fireworks(),
          // places
          new FlowingLight(),
          new Mountains(),
          new Volcano(),
          new DarkLand(),
          new Ocean(),
          new Beach(),
          new City(),
          new CloudSea(),
          new Underwater(),
          new Cosmos(),
          new Moonscape(),
          new Campfire(),
          new Waterfall(),
          new Lake(),
          new Lotus(),
          new River(),
          new Grassland(),
          new Forest(),
          new Desert(),
          // what may appear in many places
          new Islands(),
          new Lighthouse(),
          new SeaRocks(),
          new Piers(),
          new Boats(),
          new Palms(),
          new Lanterns(),
          new Rainbow(),
          new Beams(),
          new Balloons(),
          new Birds(),
          new Butterflies(),
          // weather, in front of all
          new Falling());

  private Families() {}
}
