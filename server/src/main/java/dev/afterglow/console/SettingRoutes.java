package dev.afterglow.console;

import dev.afterglow.console.view.SettingGroup;
import dev.afterglow.console.view.SettingLine;
import dev.afterglow.http.Answer;
import dev.afterglow.http.Route;
import dev.afterglow.pages.Pages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /console/admin/settings}: every setting as it is in force, and where that comes from. */
final class SettingRoutes {
  static final String PATH = "/console/admin/settings";

  private final Door door;
  private final Pages pages;
  private final List<Console.Setting> settings;

  SettingRoutes(Door door, Pages pages, List<Console.Setting> settings) {
    this.door = door;
    this.pages = pages;
    this.settings = settings;
  }

  List<Route> routes() {
    return List.of(door.operatorPage(PATH, this::show));
  }

  private Answer show(Visitor visitor) {
    Map<String, List<Console.Setting>> groups = new LinkedHashMap<>();
    for (Console.Setting setting : settings) {
      groups
          .computeIfAbsent(setting.name().replaceFirst("\\..*", ""), _ -> new ArrayList<>())
          .add(setting);
    }
    List<SettingGroup> shown =
        groups.entrySet().stream()
            .map(group ->
                new SettingGroup(
                    group.getKey(),
                    (int) group.getValue().stream().filter(one -> !one.place().isEmpty()).count(),
                    group.getValue().stream().map(one -> line(one, visitor)).toList()))
            .toList();
    return pages.show("console/settings", visitor.page(), Map.of("groups", shown));
  }

  private static SettingLine line(Console.Setting setting, Visitor visitor) {
    return new SettingLine(
        setting.name(),
        setting.value(),
        setting.place(),
        setting.standard(),
        setting.meaning().apply(visitor.reader().language()));
  }
}
