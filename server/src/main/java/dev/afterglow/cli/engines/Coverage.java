package dev.afterglow.cli.engines;

import dev.afterglow.adapters.Engines;
import dev.afterglow.cli.Table;
import dev.afterglow.engines.Model;
import dev.afterglow.engines.Orientation;
import dev.afterglow.engines.Resolution;
import dev.afterglow.engines.VideoFormat;
import dev.afterglow.routing.Cell;
import dev.afterglow.routing.Plan;
import dev.afterglow.routing.Router;
import dev.afterglow.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Which films can be ordered, and which engines make them, first choice first. */
record Coverage(Engines engines, Texts texts) {
  /**
   * A row for each model, resolution and length; a column for films from text and from pictures.
   */
  String table() {
    Router router = engines.router();
    Table table =
        new Table(
            Stream.of("model", "size", "seconds", "text", "picture")
                .map(column -> texts.text("engines.column-" + column))
                .toList());
    for (Model model : Model.values()) {
      for (Resolution resolution : model.resolutions()) {
        for (Orientation held : Orientation.values()) {
          for (int seconds : VideoFormat.SECONDS) {
            VideoFormat format = new VideoFormat(resolution, held, seconds);
            table.row(
                List.of(
                    model.id(),
                    format.width() + "x" + format.height(),
                    Integer.toString(seconds),
                    makers(router, new Cell(model, format, false)),
                    makers(router, new Cell(model, format, true))));
          }
        }
      }
    }
    return table.text();
  }

  private String makers(Router router, Cell cell) {
    List<String> makers = new ArrayList<>();
    router.candidates(cell).forEach(plan -> makers.add(maker(plan)));
    return makers.isEmpty() ? "-" : String.join(", ", makers);
  }

  private String maker(Plan plan) {
    String engine = plan.engine().name();
    int parts = plan.segments().count();
    return parts == 1 ? engine : texts.text("engines.parts", engine, parts);
  }
}
